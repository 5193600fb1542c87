import type {LookupFunction} from 'node:net';
import {lookupError, noAnswer, noSuchName, type NameAnswer} from './name-answer.js';

/** Time for which an answer is fresh. */
const freshMs = 1000;
/** Time that a connection waits for a new answer if there is an old one. */
const freshWaitMs = 250;
/** Longer than any connect timeout. */
const longestWaitMs = 600_000;
/** More than the maximum number of backends. */
const maxNames = 20_000;

/** Local names need no lookup (RFC 6761 §6.3). A server may listen on only one of the two addresses. */
const loopback: NameAnswer = {addresses: [{address: '127.0.0.1', family: 4}, {address: '::1', family: 6}]};
const loopbackName = /^localhost\.?$/iv;

type Answered = Extract<NameAnswer, {readonly addresses: unknown}>;

type Entry = {
	/** The last good answer. */
	known?: Answered;
	/** When that came. */
	knownAt: number;
	/** When the pending lookup began. */
	askedAt?: number | undefined;
	/** Whether the last lookup failed. */
	isDoubtful: boolean;
	readonly waiting: Set<(answer: NameAnswer) => void>;
};

/**
DNS cache of one thread. Connections use the last known addresses while a lookup is pending, so that only an unknown name can delay a
connection, and no name any other.
*/
export class DnsCache {
	readonly #ask: (name: string) => void;
	readonly #entries = new Map<string, Entry>();

	/**
	@param ask - Starts a lookup; {@link take} is called with the answer.
	@param known - The initial cache.
	*/
	constructor(ask: (name: string) => void, known: ReadonlyMap<string, NameAnswer> = new Map()) {
		this.#ask = ask;
		for (const [name, answer] of known) {
			this.take(name, answer);
		}
	}

	/** For Node's `lookup` options. */
	readonly lookup: LookupFunction = (name, {all}, callback) => {
		this.#answer(name, answer => {
			if ('code' in answer) {
				callback(lookupError(name, answer.code), []);
			} else if (all) {
				callback(null, [...answer.addresses]);
			} else {
				const [{address, family}] = answer.addresses as [Answered['addresses'][0]];
				callback(null, address, family);
			}
		});
	};

	/** Whether a requested name is unknown. */
	isAwaited(name: string): boolean {
		const entry = this.#entries.get(name);
		return entry?.askedAt !== undefined && entry.known === undefined;
	}

	/** The last good answer of each name. */
	known(): ReadonlyMap<string, NameAnswer> {
		return new Map(Array.from(this.#entries, ([name, {known}]) => [name, known] as const)
			.filter((entry): entry is [string, Answered] => entry[1] !== undefined));
	}

	take(name: string, answer: NameAnswer): void {
		const entry = this.#entry(name);
		entry.askedAt = undefined;
		entry.isDoubtful = 'code' in answer;
		if ('addresses' in answer) {
			entry.known = answer;
			entry.knownAt = performance.now();
		} else if (answer.code === noSuchName) {
			delete entry.known;
		}

		const told = entry.known ?? answer;
		if (entry.known === undefined) {
			this.#entries.delete(name);
		}

		for (const settle of entry.waiting) {
			settle(told);
		}
	}

	#answer(name: string, give: (answer: NameAnswer) => void): void {
		if (loopbackName.test(name)) {
			give(loopback);
			return;
		}

		const entry = this.#entry(name);
		const {known} = entry;
		const now = performance.now();
		const isFresh = now - entry.knownAt < freshMs;
		const isOverdue = now - (entry.askedAt ?? now) >= freshWaitMs;
		if (known && (isFresh || isOverdue || entry.isDoubtful)) {
			give(known);
		} else {
			this.#wait(entry, give);
		}

		if (!isFresh && entry.askedAt === undefined) {
			entry.askedAt = now;
			this.#ask(name);
		}
	}

	#wait({known, waiting}: Entry, give: (answer: NameAnswer) => void): void {
		const settle = (answer: NameAnswer): void => {
			clearTimeout(timer);
			waiting.delete(settle);
			give(answer);
		};

		const timer = setTimeout(settle, known ? freshWaitMs : longestWaitMs, known ?? {code: noAnswer}).unref();
		waiting.add(settle);
	}

	#entry(name: string): Entry {
		let entry = this.#entries.get(name);
		if (entry === undefined) {
			entry = {knownAt: -Infinity, isDoubtful: false, waiting: new Set()};
			this.#entries.set(name, entry);
			if (this.#entries.size > maxNames) {
				this.#entries.delete(this.#entries.keys().next().value!);
			}
		}

		return entry;
	}
}
