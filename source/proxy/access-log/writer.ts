import {pino, type Logger} from 'pino';
import type {AccessLogEntry} from '../../model/access-log-entry.js';
import {logFormat} from '../../model/log-format.js';
import type {AccessLogTarget} from '../../model/messages.js';
import {LineSink} from './line-sink.js';
import {openOutput} from './output.js';

/** Writes each entry as one line of JSON. */
export class AccessLogWriter {
	readonly #sink: LineSink;
	readonly #logger: Logger;

	/** @throws {NodeJS.ErrnoException} When the file cannot be opened. */
	constructor(target: Exclude<AccessLogTarget, {kind: 'off'}>) {
		this.#sink = new LineSink(openOutput(target));
		this.#logger = pino(logFormat, this.#sink);
	}

	write({startedAt, durationMs, method, target, status, responseBytes, requestBytes, client, requestId, traceId, backend, tries, failedTries, error, replayOf}: AccessLogEntry): void {
		this.#logger.info({
			method,
			target,
			status,
			client,
			request_id: requestId,
			trace_id: traceId,
			backend: backend?.url,
			tries,
			...(failedTries !== undefined && {failed_tries: failedTries.map(({backend: failed, reason}) => ({backend: failed.url, reason}))}),
			error,
			replay_of: replayOf,
			duration_ms: Math.round(durationMs * 1000) / 1000,
			response_bytes: responseBytes,
			request_bytes: requestBytes,
			started_at: startedAt,
		}, 'request');
	}

	/** Lines lost since the last call. */
	takeDropped(): number {
		return this.#sink.takeDropped();
	}

	/** Resolves when all lines are written, or after a second if nobody takes them. */
	async close(): Promise<void> {
		await this.#sink.close();
	}
}
