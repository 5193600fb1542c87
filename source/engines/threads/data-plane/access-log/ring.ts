import type {AccessLogEntry, ExchangeErrorCode} from '../../../../model/access-log-entry.js';
import type {Choice} from '../balancer/choice.js';
import type {Recorded} from '../recording/describe-exchange.js';
import {parseHeaderLines} from '../recording/header-lines.js';
import type {Recording} from '../recording/recording.js';
import {TextArena} from '../recording/text-arena.js';

/** Columns of the numbers of an exchange. */
const column = {
	startedAt: 0,
	durationMs: 1,
	status: 2,
	responseBytes: 3,
	requestBytes: 4,
	attempts: 5,
	begunAt: 6,
	firstAttemptAt: 7,
	attemptAt: 8,
	connectedAt: 9,
	securedAt: 10,
	answeredAt: 11,
	available: 12,
	load: 13,
	textAt: 14,
	wordsLength: 15,
	linesLength: 16,
	sentLength: 17,
};

const columns = Object.keys(column).length;

/** A missing number; a missing text is empty. */
const none = NaN;

const known = <Value extends number | string>(value: Value): Value | undefined => value === '' || Number.isNaN(value) ? undefined : value;

/** Whether it has rare data, which has no column. */
const isUncommon = ({entry, hasCapture}: Recording): boolean =>
	hasCapture || entry!.failedAttempts !== undefined || entry!.errorDetail !== undefined || entry!.replayOf !== undefined;

/**
Ring buffer of the newest exchanges of one worker. Their numbers and texts are copied into preallocated memory, so that nothing of an
ended exchange stays on the heap. Exchanges with rare data are kept as objects.
*/
export class AccessLogRing {
	readonly #capacity: number;
	readonly #numbers: Float64Array;
	readonly #texts: TextArena;
	// References to objects that outlive exchanges.
	readonly #backends: Array<AccessLogEntry['backend']> = [];
	readonly #errors: Array<ExchangeErrorCode | undefined> = [];
	readonly #policies: Array<Choice['policy'] | undefined> = [];
	readonly #kinds: Array<Choice['kind'] | undefined> = [];
	readonly #isReused: Array<boolean | undefined> = [];
	readonly #isTls: boolean[] = [];
	readonly #schemes: Array<AccessLogEntry['scheme']> = [];
	readonly #protocols: Array<AccessLogEntry['protocol']> = [];
	readonly #tls: Array<AccessLogEntry['tls']> = [];
	/** By sequence number. */
	readonly #uncommon = new Map<number, Recorded>();
	#last = 0;

	/**
	@param capacity - Exchanges.
	@param textBytes - Limit of their texts together.
	*/
	constructor(capacity: number, textBytes: number) {
		this.#capacity = capacity;
		this.#numbers = new Float64Array(capacity * columns);
		this.#texts = new TextArena(textBytes);
	}

	/** Sequence number of the next entry. */
	get nextSequence(): number {
		return this.#last + 1;
	}

	/**
	@param recording - Of an exchange that has ended.
	@returns The displaced exchange, if it was kept as an object.
	*/
	push(recording: Recording): Recorded | undefined {
		const {sequence} = recording.entry!;
		this.#last = sequence;
		if (isUncommon(recording)) {
			this.#uncommon.set(sequence, recording as Recorded);
		} else {
			this.#write(recording as Recorded, sequence % this.#capacity);
		}

		const oldest = this.#uncommon.size === 0 ? undefined : this.#uncommon.get(sequence - this.#capacity);
		if (oldest !== undefined) {
			this.#uncommon.delete(sequence - this.#capacity);
		}

		return oldest;
	}

	/** The newest exchanges after a sequence number, oldest first, and how many after it are skipped. */
	newest(after: number, limit: number): {readonly exchanges: readonly Recorded[]; readonly skipped: number} {
		const fresh = Math.max(this.#last - after, 0);
		const count = Math.min(fresh, limit, this.#capacity);
		const exchanges = Array.from({length: count}, (_, index) => this.get(this.#last - count + 1 + index)).filter(recorded => recorded !== undefined);
		return {exchanges, skipped: fresh - exchanges.length};
	}

	/** Undefined if it is no longer available. */
	get(sequence: number): Recorded | undefined {
		return sequence > this.#last - this.#capacity && sequence > 0 && sequence <= this.#last
			? this.#uncommon.get(sequence) ?? this.#read(sequence)
			: undefined;
	}

	#write(recorded: Recorded, place: number): void {
		const {entry, choice, sentHeader = ''} = recorded;
		const words = `${entry.method}\n${entry.target}\n${recorded.httpVersion}\n${entry.client}\n${entry.userAgent ?? ''}\n${recorded.peer}\n${entry.requestId ?? ''}\n${entry.traceId ?? ''}`;
		const lines = recorded.requestLines;
		const row = place * columns;
		const numbers = this.#numbers;
		numbers[row + column.startedAt] = entry.startedAt;
		numbers[row + column.durationMs] = entry.durationMs;
		numbers[row + column.status] = entry.status;
		numbers[row + column.responseBytes] = entry.responseBytes;
		numbers[row + column.requestBytes] = entry.requestBytes;
		numbers[row + column.attempts] = entry.attempts;
		numbers[row + column.begunAt] = recorded.startedAt;
		numbers[row + column.firstAttemptAt] = recorded.firstAttemptAt ?? none;
		numbers[row + column.attemptAt] = recorded.attemptAt ?? none;
		numbers[row + column.connectedAt] = recorded.connectedAt ?? none;
		numbers[row + column.securedAt] = recorded.securedAt ?? none;
		numbers[row + column.answeredAt] = recorded.answeredAt ?? none;
		numbers[row + column.available] = choice?.available ?? none;
		numbers[row + column.load] = recorded.load ?? none;
		numbers[row + column.textAt] = this.#texts.append(words, lines, sentHeader);
		numbers[row + column.wordsLength] = words.length;
		numbers[row + column.linesLength] = lines.length;
		numbers[row + column.sentLength] = sentHeader.length;
		this.#backends[place] = entry.backend;
		this.#errors[place] = entry.error;
		this.#policies[place] = choice?.policy;
		this.#kinds[place] = choice?.kind;
		this.#isReused[place] = recorded.reusedConnection;
		this.#isTls[place] = recorded.isTls;
		this.#schemes[place] = entry.scheme;
		this.#protocols[place] = entry.protocol;
		this.#tls[place] = entry.tls;
	}

	#read(sequence: number): Recorded | undefined {
		const place = sequence % this.#capacity;
		const row = place * columns;
		const number = (name: keyof typeof column): number => this.#numbers[row + column[name]]!;
		const headAt = number('wordsLength');
		const sentAt = headAt + number('linesLength');
		const text = this.#texts.read(number('textAt'), sentAt + number('sentLength'));
		if (text === undefined) {
			return undefined;
		}

		const [method, target, httpVersion, client, userAgent, peer, requestId, traceId] = text.slice(0, headAt).split('\n') as [string, string, string, string, string, string, string, string];
		const requestLines = text.slice(headAt, sentAt);
		const policy = this.#policies[place];
		return {
			entry: {
				sequence,
				startedAt: number('startedAt'),
				durationMs: number('durationMs'),
				method,
				scheme: this.#schemes[place],
				protocol: this.#protocols[place],
				tls: this.#tls[place],
				target,
				status: number('status'),
				responseBytes: number('responseBytes'),
				requestBytes: number('requestBytes'),
				client,
				userAgent: known(userAgent),
				requestId: known(requestId),
				traceId: known(traceId),
				backend: this.#backends[place],
				attempts: number('attempts'),
				error: this.#errors[place],
			},
			httpVersion,
			peer,
			requestLines,
			get requestHeaders() {
				return parseHeaderLines(requestLines);
			},
			sentHeader: known(text.slice(sentAt)),
			choice: policy === undefined ? undefined : {policy, kind: this.#kinds[place]!, available: number('available')},
			load: known(number('load')),
			startedAt: number('begunAt'),
			firstAttemptAt: known(number('firstAttemptAt')),
			attemptAt: known(number('attemptAt')),
			connectedAt: known(number('connectedAt')),
			securedAt: known(number('securedAt')),
			answeredAt: known(number('answeredAt')),
			reusedConnection: this.#isReused[place],
			isTls: this.#isTls[place]!,
			hasCapture: false,
			requestBody: undefined,
			responseBody: undefined,
			release() {},
		};
	}
}
