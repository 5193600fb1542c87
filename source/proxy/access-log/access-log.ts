import type {AccessLogSettings} from '../../model/wire-settings.js';
import type {Recording} from '../recording/recording.js';
import type {Recordings} from '../recording/recordings.js';
import type {AccessLogRing} from './ring.js';
import {AccessLogWriter} from './writer.js';

/** Where each exchange is recorded: always in memory, and in a file if one is asked for. */
export class AccessLog {
	readonly #ring: AccessLogRing;
	readonly #recordings: Recordings;
	#settings: AccessLogSettings = {target: {kind: 'off'}, format: 'json', redact: []};
	#writer: AccessLogWriter | undefined;
	/** Lines that were lost outside of the present writer. */
	#dropped = 0;

	constructor(ring: AccessLogRing, recordings: Recordings) {
		this.#ring = ring;
		this.#recordings = recordings;
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
		if (this.#writer !== undefined) {
			this.#writer.write(recording);
		} else if (this.#settings.target.kind !== 'off') {
			this.#dropped++;
		}
	}

	/**
	Writes to another place from now on. Does not throw: traffic does not depend on the log, and lines that nobody takes are
	counted.
	*/
	open(settings: AccessLogSettings): void {
		this.#settings = settings;
		this.#replace(this.#tryOpen());
	}

	/** The file may have been moved away: lines go to a new one of its name, or on to the old one if there can be none. */
	reopen(): void {
		const writer = this.#settings.target.kind === 'file' ? this.#tryOpen() : undefined;
		if (writer !== undefined) {
			this.#replace(writer);
		}
	}

	/** Lines lost since the last call. */
	takeDropped(): number {
		const dropped = this.#dropped + (this.#writer?.takeDropped() ?? 0);
		this.#dropped = 0;
		return dropped;
	}

	/** Resolves when all lines are written, or after a second if nobody takes them. */
	async close(): Promise<void> {
		await this.#writer?.close();
	}

	#tryOpen(): AccessLogWriter | undefined {
		const {target, format, redact} = this.#settings;
		try {
			return target.kind === 'off' ? undefined : new AccessLogWriter(target, format, redact);
		} catch {
			return undefined;
		}
	}

	/** What the one before has taken is still written. */
	#replace(writer: AccessLogWriter | undefined): void {
		const before = this.#writer;
		this.#writer = writer;
		void before?.close().then(() => {
			this.#dropped += before.takeDropped();
		});
	}
}
