import type {Recording} from '../recording/recording.js';
import type {Recordings} from '../recording/recordings.js';
import type {AccessLogRing} from './ring.js';
import type {AccessLogWriter} from './writer.js';

/** Where each exchange is recorded: always in memory, and in a file if one is asked for. */
export class AccessLog {
	readonly #ring: AccessLogRing;
	readonly #recordings: Recordings;
	readonly #writer: AccessLogWriter | undefined;

	constructor(ring: AccessLogRing, recordings: Recordings, writer: AccessLogWriter | undefined) {
		this.#ring = ring;
		this.#recordings = recordings;
		this.#writer = writer;
	}

	/** The sequence number that the next entry must carry. */
	get nextSequence(): number {
		return this.#ring.nextSequence;
	}

	/** @param recording - Of an exchange that has ended. */
	write(recording: Recording): void {
		const entry = recording.entry!;
		this.#ring.push(entry);
		this.#recordings.push(recording);
		this.#writer?.write(entry);
	}
}
