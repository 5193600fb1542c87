import type {AccessLogSettings} from '../../../../model/wire-settings.js';
import type {Recording} from '../recording/recording.js';
import type {Recordings} from '../recording/recordings.js';
import type {AccessLogRing} from './ring.js';
import {AccessLogWriter} from './writer.js';

/** Records each exchange: always in memory, and in a file if configured. */
export class AccessLog {
	readonly #ring: AccessLogRing;
	readonly #recordings: Recordings;
	#settings: AccessLogSettings = {target: {kind: 'off'}, format: 'json', redact: []};
	#writer: AccessLogWriter | undefined;
	/** Lines lost outside of the current writer. */
	#dropped = 0;
	#isReopenWanted = false;
	#isReopening = false;

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
		const oldest = this.#ring.push(recording);
		if (oldest !== undefined) {
			this.#recordings.releaseUnlessKept(oldest);
		}

		this.#writer?.write(recording);
	}

	/** Changes the output. Traffic does not depend on it: lost lines are counted. */
	open(settings: AccessLogSettings): void {
		this.#settings = settings;
		this.#replace(this.#createWriter());
	}

	/** Log rotation: opens a new file of the same name, or keeps the old one if that fails. */
	reopen(): void {
		this.#isReopenWanted = true;
		if (!this.#isReopening) {
			void this.#reopenAsWanted();
		}
	}

	/** Why lines were lost last, if known. */
	get problem(): string | undefined {
		return this.#writer?.problem;
	}

	/** Lines lost since the last call. */
	takeDropped(): number {
		const dropped = this.#dropped + (this.#writer?.takeDropped() ?? 0);
		this.#dropped = 0;
		return dropped;
	}

	/** Resolves when all lines are written, or after a second if the output is stuck. */
	async close(): Promise<void> {
		await this.#writer?.close();
	}

	/** One file at a time: a disk that hangs must not hold a thread with each signal that comes. */
	async #reopenAsWanted(): Promise<void> {
		this.#isReopening = true;
		while (this.#isReopenWanted) {
			this.#isReopenWanted = false;
			const before = this.#writer;
			const next = this.#settings.target.kind === 'file' ? this.#createWriter() : undefined;
			// eslint-disable-next-line no-await-in-loop -- One at a time.
			if (await next?.opened && this.#writer === before) {
				this.#replace(next);
			} else {
				void next?.close();
			}
		}

		this.#isReopening = false;
	}

	#createWriter(): AccessLogWriter | undefined {
		const {target, format, redact} = this.#settings;
		return target.kind === 'off' ? undefined : new AccessLogWriter(target, format, redact);
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
