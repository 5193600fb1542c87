import type {AccessLogFormat, AccessLogTarget} from '../../../../model/wire-settings.js';
import type {Recording} from '../recording/recording.js';
import {combinedLine, commonLine} from './common-format.js';
import {jsonFormat} from './json-format.js';
import {LineSink} from './line-sink.js';
import {openOutput} from './output.js';
import {Redaction} from './redaction.js';

/** Writes each exchange as one line. */
export class AccessLogWriter {
	readonly #sink: LineSink;
	readonly #write: (recording: Recording) => void;

	constructor(target: Exclude<AccessLogTarget, {kind: 'off'}>, format: AccessLogFormat, redact: readonly string[]) {
		this.#sink = new LineSink(async () => openOutput(target));
		const redaction = new Redaction(redact);
		if (format === 'json') {
			this.#write = jsonFormat(this.#sink, redaction);
		} else {
			const lineOf = format === 'common' ? commonLine : combinedLine;
			this.#write = recording => {
				this.#sink.write(lineOf(recording, redaction));
			};
		}
	}

	/** @param recording - Of an exchange that has ended. */
	write(recording: Recording): void {
		this.#write(recording);
	}

	/** Whether the output could be opened at the first attempt; it is retried on demand. */
	get opened(): Promise<boolean> {
		return this.#sink.opened;
	}

	/** The reason of the last lost lines in words, if known. */
	get problem(): string | undefined {
		return this.#sink.problem;
	}

	/** Lines lost since the last call. */
	takeDropped(): number {
		return this.#sink.takeDropped();
	}

	/** Resolves when all lines are written, or after a second if the output is blocked. */
	async close(): Promise<void> {
		await this.#sink.close();
	}
}
