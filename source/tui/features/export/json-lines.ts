import {Buffer} from 'node:buffer';
import type {CapturedBody, RawHeaders} from '../../../model/exchange-detail.js';
import {shownFields} from '../../exchange/headers.js';
import {utf8Of, type ExportContext, type ExportEntry} from './export-entry.js';

const bodyOf = ({bytes, totalBytes}: CapturedBody) => {
	const text = utf8Of(bytes);
	return {...(text === undefined ? {base64: Buffer.from(bytes).toString('base64')} : {text}), total_bytes: totalBytes};
};

const headersOf = (headers: RawHeaders, showsSecrets: boolean) => shownFields(headers, showsSecrets).map(({name, value}) => [name, value]);

/** One JSON object a line, with the names of the access log for what both hold. */
export const toJsonLines = (entries: readonly ExportEntry[], {showsSecrets}: ExportContext): string => entries.map(({record, detail}) => {
	const {number, startedAt, durationMs, method, target, status, responseBytes, requestBytes, client, requestId, backend, attempts, failedAttempts, error} = record;
	return `${JSON.stringify({
		number,
		started_at: startedAt,
		method,
		target,
		status,
		client,
		request_id: requestId,
		backend: backend?.url,
		tries: attempts,
		failed_tries: failedAttempts?.map(({backend: failed, reason}) => ({backend: failed.url, reason})),
		error,
		duration_ms: Math.round(durationMs * 1000) / 1000,
		request_bytes: requestBytes,
		response_bytes: responseBytes,
		...(detail && {
			phases: detail.phases,
			request_headers: headersOf(detail.requestHeaders, showsSecrets),
			response_headers: detail.responseHeaders && headersOf(detail.responseHeaders, showsSecrets),
			request_body: detail.requestBody && bodyOf(detail.requestBody),
			response_body: detail.responseBody && bodyOf(detail.responseBody),
		}),
	})}\n`;
}).join('');
