import type {AccessLogSettings} from '../../../../model/wire-settings.js';
import type {Recorded} from '../recording/describe-exchange.js';
import type {Recording} from '../recording/recording.js';
import type {Recordings} from '../recording/recordings.js';
import type {TopCounts} from '../top/top-counts.js';
import type {AccessLogRing} from './ring.js';
import {AccessLogWriter} from './writer.js';

/** Records each exchange: always in memory, and in a file if configured. */
export class AccessLog {
	readonly #ring: AccessLogRing;
	readonly #recordings: Recordings;
	readonly #top: TopCounts;
	#settings: AccessLogSettings = {target: {kind: 'off'}, format: 'json', redact: []};
	#writer: AccessLogWriter | undefined;
	/** Lines lost outside of the current writer. */
	#dropped = 0;
	#isReopenWanted = false;
	#isReopening = false;

	constructor(ring: AccessLogRing, recordings: Recordings, top: TopCounts) {
		this.#ring = ring;
		this.#recordings = recordings;
		this.#top = top;
	}

	/** Sequence number of the next entry. */
	get nextSequence(): number {
		return this.#ring.nextSequence;
	}

	/** @param recording - Of an exchange that has ended. */
	write(recording: Recording): void {
		const oldest = this.#ring.push(recording);
		if (oldest !== undefined) {
			this.#recordings.releaseUnlessKept(oldest);
		}

		this.#top.count(recording as Recorded);
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

	/** The reason of the last lost lines in words, if known. */
	get problem(): string | undefined {
		return this.#writer?.problem;
	}

	/** Lines lost since the last call. */
	takeDropped(): number {
		const dropped = this.#dropped + (this.#writer?.takeDropped() ?? 0);
		this.#dropped = 0;
		return dropped;
	}

	/** Resolves when all lines are written, or after a second if the output is blocked. */
	async close(): Promise<void> {
		await this.#writer?.close();
	}

	/** One file at a time, so that a disk that hangs does not block another thread with each signal. */
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

	/** Lines of the previous writer are still written. */
	#replace(writer: AccessLogWriter | undefined): void {
		const before = this.#writer;
		this.#writer = writer;
		void before?.close().then(() => {
			this.#dropped += before.takeDropped();
		});
	}
}
