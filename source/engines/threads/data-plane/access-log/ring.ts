import type {AccessLogEntry} from '../../../../model/access-log-entry.js';

/** The newest access log entries of one worker; the oldest give way. */
export class AccessLogRing {
	readonly #capacity: number;
	readonly #entries: AccessLogEntry[] = [];
	#last = 0;

	constructor(capacity: number) {
		this.#capacity = capacity;
	}

	/** The sequence number that the next entry must carry. */
	get nextSequence(): number {
		return this.#last + 1;
	}

	push(entry: AccessLogEntry): void {
		this.#last = entry.sequence;
		this.#entries[entry.sequence % this.#capacity] = entry;
	}

	/** The newest entries after a sequence number, oldest first, and how many after it are left out. */
	newest(after: number, limit: number): {entries: AccessLogEntry[]; skipped: number} {
		const fresh = Math.max(this.#last - after, 0);
		const count = Math.min(fresh, limit, this.#capacity);
		const entries = Array.from({length: count}, (_, index) => this.#entries[(this.#last - count + 1 + index) % this.#capacity]!);
		return {entries, skipped: fresh - count};
	}
}
