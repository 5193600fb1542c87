import {ADDRCONFIG, type LookupAddress} from 'node:dns';
import {lookup as lookUpInSystem} from 'node:dns/promises';
import process from 'node:process';
import {noAnswer, noSuchName, type NameAnswer} from '../../../model/name-answer.js';

export type NameLookupsOptions = {
	readonly onAnswer: (name: string, answer: NameAnswer) => void;
	/** @default the system's: hosts file, search domains, DNS, as it is set up */
	readonly lookUp?: (name: string) => Promise<readonly LookupAddress[]>;
	/** @default as many as libuv has threads for */
	readonly maxConcurrent?: number;
};

/** Concurrent lookups of names that failed last time: each may take many seconds again. */
const maxUnanswered = 4;
/** More than the maximum number of backends. */
const maxRemembered = 20_000;

/** Lookups get at most half of libuv's threads. */
const threadsForLookups = (): number => {
	const threads = Number(process.env['UV_THREADPOOL_SIZE'] ?? 4);
	return Math.max(Math.floor(((threads > 0 ? threads : 4) + 1) / 2), 1);
};

const systemLookup = async (name: string): Promise<readonly LookupAddress[]> =>
	// As Node does when it connects.
	lookUpInSystem(name, {all: true, hints: ADDRCONFIG});

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? noAnswer;

/** Lookups of host names in this process: one at a time per name, and none delayed by names that fail. */
export class NameLookups {
	readonly #onAnswer: NameLookupsOptions['onAnswer'];
	readonly #lookUp: (name: string) => Promise<readonly LookupAddress[]>;
	readonly #maxConcurrent: number;
	readonly #maxUnanswered: number;
	/** Queued or running. */
	readonly #wanted = new Set<string>();
	/** Queued, in order of arrival. */
	readonly #waiting = new Set<string>();
	/** Failed last time. */
	readonly #unanswered = new Set<string>();
	#running = 0;
	#runningUnanswered = 0;

	constructor({onAnswer, lookUp = systemLookup, maxConcurrent = threadsForLookups()}: NameLookupsOptions) {
		this.#onAnswer = onAnswer;
		this.#lookUp = lookUp;
		this.#maxConcurrent = maxConcurrent;
		this.#maxUnanswered = Math.max(Math.min(maxUnanswered, maxConcurrent - 1), 1);
	}

	/** Resolves a name, unless that is in progress. */
	want(name: string): void {
		if (!this.#wanted.has(name)) {
			this.#wanted.add(name);
			this.#waiting.add(name);
			this.#startNext();
		}
	}

	#startNext(): void {
		for (const name of this.#waiting) {
			if (this.#running >= this.#maxConcurrent) {
				return;
			}

			const isUnanswered = this.#unanswered.has(name);
			if (isUnanswered && this.#runningUnanswered >= this.#maxUnanswered) {
				continue;
			}

			this.#waiting.delete(name);
			void this.#run(name, isUnanswered ? 1 : 0);
		}
	}

	async #run(name: string, unanswered: 0 | 1): Promise<void> {
		this.#running++;
		this.#runningUnanswered += unanswered;
		let answer: NameAnswer;
		try {
			answer = {addresses: await this.#lookUp(name)};
		} catch (error) {
			answer = {code: codeOf(error)};
		}

		this.#running--;
		this.#runningUnanswered -= unanswered;
		this.#wanted.delete(name);
		if ('code' in answer && answer.code !== noSuchName) {
			this.#unanswered.add(name);
			if (this.#unanswered.size > maxRemembered) {
				this.#unanswered.delete(this.#unanswered.keys().next().value!);
			}
		} else {
			this.#unanswered.delete(name);
		}

		this.#onAnswer(name, answer);
		this.#startNext();
	}
}
