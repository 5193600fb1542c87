import type {AccessLogEntry, LogPage, LogRecord} from '../../model/access-log-entry.js';
import type {DataPlane} from './data-plane.js';

/** Capacity for readers of older records. */
const capacity = 2000;
/** Records fetched from one worker at a time. */
const pullLimit = 200;
const pullIntervalMs = 100;

/** A record and its worker; undefined once that has died. */
type Placed = {
	readonly record: LogRecord;
	worker: number | undefined;
};

/** Merges the workers' access logs in order, and fetches them only while they are read. */
export class LogReader {
	readonly #dataPlane: Pick<DataPlane, 'readLogs'>;
	readonly #sequences: number[] = [];
	/** In order of their numbers. */
	readonly #records: Placed[] = [];
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
		for (const placed of this.#records) {
			if (placed.worker === index) {
				placed.worker = undefined;
			}
		}
	}

	/** Origin of a record; undefined if it is no longer available, or its worker has died. */
	find(number: number): {readonly record: LogRecord; readonly worker: number} | undefined {
		const {record, worker} = this.#records.find(placed => placed.record.number === number) ?? {};
		return record === undefined || worker === undefined ? undefined : {record, worker};
	}

	/** Orders an entry that a worker has just written. */
	async take(worker: number, entry: AccessLogEntry): Promise<LogRecord> {
		// A running fetch may have started before it was written.
		await this.#pulling;
		this.#pulling ??= this.#pullOnce();
		await this.#pulling;
		const found = this.#records.findLast(placed => placed.worker === worker && placed.record.sequence === entry.sequence);
		if (found !== undefined) {
			return found.record;
		}

		// So many followed that it was skipped.
		const record = {...entry, number: ++this.#last};
		this.#records.push({record, worker});
		return record;
	}

	async #pullOnce(): Promise<void> {
		const logs = await this.#dataPlane.readLogs(this.#sequences, pullLimit);
		const entries: Array<{readonly entry: AccessLogEntry; readonly worker: number}> = [];
		for (const [index, log] of logs.entries()) {
			// Skipped records have numbers, too, so that readers can count what they missed.
			this.#last += log.skipped;
			entries.push(...log.entries.map(entry => ({entry, worker: index})));
			this.#sequences[index] = log.entries.at(-1)?.sequence ?? this.#sequences[index] ?? 0;
		}

		entries.sort(({entry: a}, {entry: b}) => (a.startedAt + a.durationMs) - (b.startedAt + b.durationMs));
		for (const {entry, worker} of entries) {
			this.#records.push({record: {...entry, number: ++this.#last}, worker});
		}

		this.#records.splice(0, Math.max(this.#records.length - capacity, 0));
		this.#pulledAt = performance.now();
		this.#pulling = undefined;
	}
}
