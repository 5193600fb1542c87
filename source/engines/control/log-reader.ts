import type {AccessLogEntry, LogPage, LogRecord} from '../../model/access-log-entry.js';
import type {DataPlane} from './data-plane.js';

/** Capacity for readers of older records. */
const capacity = 2000;
/** Records fetched from one worker at a time. */
const pullLimit = 200;
const pullIntervalMs = 100;
/** Pulls from one worker that left out records, for their numbers. */
const maxGaps = 5000;

/** A record and its worker; undefined once that has died. */
type Placed = {
	readonly record: LogRecord;
	worker: number | undefined;
};

/** Records that one worker has written and that were not fetched: their numbers are as consecutive as their sequence numbers. */
type Gap = {
	readonly worker: number;
	readonly sequence: number;
	readonly number: number;
	readonly count: number;
};

/** Where a record is. */
export type LogPlace = {
	readonly worker: number;
	readonly sequence: number;
};

/** Merges the workers' access logs in order, and fetches them only while they are read. */
export class LogReader {
	readonly #dataPlane: Pick<DataPlane, 'readLogs'>;
	readonly #sequences: number[] = [];
	/** In order of their numbers. */
	readonly #records: Placed[] = [];
	/** In order of their numbers. */
	#gaps: Gap[] = [];
	#last = 0;
	#pulledAt = -Infinity;
	#pulling: Promise<void> | undefined;

	constructor(dataPlane: Pick<DataPlane, 'readLogs'>) {
		this.#dataPlane = dataPlane;
	}

	/** See `Control.readLog`. */
	async read(after: number, limit: number): Promise<LogPage> {
		if (performance.now() - this.#pulledAt >= pullIntervalMs) {
			this.#pulling ??= this.#pullOnce();
		}

		await this.#pulling;
		const fresh = Math.max(this.#last - after, 0);
		const records = this.#records.slice(Math.max(this.#records.length - Math.min(fresh, limit), 0)).map(({record}) => record);
		return {records, skipped: fresh - records.length, last: this.#last};
	}

	/** A restarted worker numbers its entries from 1 again. */
	forgetWorker(index: number): void {
		this.#sequences[index] = 0;
		this.#gaps = this.#gaps.filter(({worker}) => worker !== index);
		for (const placed of this.#records) {
			if (placed.worker === index) {
				placed.worker = undefined;
			}
		}
	}

	/** Where the record of this number is, or was; undefined if its worker has died, or that is not known any more. */
	find(number: number): LogPlace | undefined {
		const placed = this.#records.find(({record}) => record.number === number);
		if (placed !== undefined) {
			return placed.worker === undefined ? undefined : {worker: placed.worker, sequence: placed.record.sequence};
		}

		const gap = this.#gaps.find(each => number >= each.number && number < each.number + each.count);
		return gap && {worker: gap.worker, sequence: gap.sequence + number - gap.number};
	}

	/** The record of an entry that a worker has written; undefined if its number is not known any more. */
	async record(worker: number, entry: AccessLogEntry): Promise<LogRecord | undefined> {
		const {sequence} = entry;
		// A running fetch may have started before it was written.
		for (let pulls = 0; pulls < 2 && sequence > (this.#sequences[worker] ?? 0); pulls++) {
			this.#pulling ??= this.#pullOnce();
			// eslint-disable-next-line no-await-in-loop -- One at a time.
			await this.#pulling;
		}

		const placed = this.#records.findLast(each => each.worker === worker && each.record.sequence === sequence);
		if (placed !== undefined) {
			return placed.record;
		}

		const gap = this.#gaps.findLast(each => each.worker === worker && sequence >= each.sequence && sequence < each.sequence + each.count);
		return gap && {...entry, number: gap.number + sequence - gap.sequence};
	}

	async #pullOnce(): Promise<void> {
		const logs = await this.#dataPlane.readLogs(this.#sequences, pullLimit);
		const entries: Array<{readonly entry: AccessLogEntry; readonly worker: number}> = [];
		for (const [index, log] of logs.entries()) {
			// Skipped records have numbers, too, so that readers can count what they missed.
			if (log.skipped > 0) {
				this.#gaps.push({worker: index, sequence: (this.#sequences[index] ?? 0) + 1, number: this.#last + 1, count: log.skipped});
			}

			this.#last += log.skipped;
			entries.push(...log.entries.map(entry => ({entry, worker: index})));
			this.#sequences[index] = log.entries.at(-1)?.sequence ?? this.#sequences[index] ?? 0;
		}

		entries.sort(({entry: a}, {entry: b}) => (a.startedAt + a.durationMs) - (b.startedAt + b.durationMs));
		for (const {entry, worker} of entries) {
			this.#records.push({record: {...entry, number: ++this.#last}, worker});
		}

		this.#records.splice(0, Math.max(this.#records.length - capacity, 0));
		this.#gaps.splice(0, Math.max(this.#gaps.length - maxGaps, 0));
		this.#pulledAt = performance.now();
		this.#pulling = undefined;
	}
}
