import {createRequire} from 'node:module';
import type * as Pino from 'pino';
import {logFormat} from '../../../../model/log-format.js';
import type {Recording} from '../recording/recording.js';
import type {Redaction} from './redaction.js';

const require = createRequire(import.meta.url);

/** One line of JSON for each exchange. The names of the members are stable, see the readme. */
export const jsonFormat = (sink: Pino.DestinationStream, redaction: Redaction): (recording: Recording) => void => {
	// Loaded only for a log in this format.
	const {pino} = require('pino') as typeof Pino;
	const logger = pino(logFormat, sink);
	return ({entry}) => {
		const {
			startedAt, durationMs, method, scheme, protocol, target, status, responseBytes, requestBytes, client, requestId, traceId, backend, attempts, failedAttempts, error, errorDetail, replayOf,
		} = entry!;
		logger.info({
			method,
			scheme,
			protocol,
			target: redaction.target(target),
			status,
			client,
			request_id: requestId,
			trace_id: traceId,
			backend: backend?.url,
			tries: attempts,
			failed_tries: failedAttempts?.map(({backend: failed, reason}) => ({backend: failed.url, reason})),
			error,
			error_detail: errorDetail,
			replay_of: replayOf,
			duration_ms: Math.round(durationMs * 1000) / 1000,
			response_bytes: responseBytes,
			request_bytes: requestBytes,
			started_at: startedAt,
		}, 'request');
	};
};
