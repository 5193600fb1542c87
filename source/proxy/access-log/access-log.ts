import type {AccessLogEntry} from '../../model/access-log-entry.js';
import type {AccessLogRing} from './ring.js';
import type {AccessLogWriter} from './writer.js';

/** Where each exchange is recorded: always in the ring, and in a file if one is asked for. */
export class AccessLog {
	readonly #ring: AccessLogRing;
	readonly #writer: AccessLogWriter | undefined;

	constructor(ring: AccessLogRing, writer: AccessLogWriter | undefined) {
		this.#ring = ring;
		this.#writer = writer;
	}

	/** The sequence number that the next entry must carry. */
	get nextSequence(): number {
		return this.#ring.nextSequence;
	}

	write(entry: AccessLogEntry): void {
		this.#ring.push(entry);
		this.#writer?.write(entry);
	}
}
