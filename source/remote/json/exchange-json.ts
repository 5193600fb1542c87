import {Buffer} from 'node:buffer';
import * as z from 'zod';
import type {CapturedBody, ExchangeDetail, ExchangePhases, RawHeaders} from '../../model/exchange-detail.js';
import {policies} from '../../model/pool.js';
import {defined, optional} from '../decode.js';
import {recordJson} from './record-json.js';

const headersJson = z.array(z.tuple([z.string(), z.string()])).transform((pairs): RawHeaders => pairs.flat());

const bodyJson = z.object({base64: z.base64(), total_bytes: z.number()})
	.transform(({base64, total_bytes: totalBytes}): CapturedBody => ({bytes: Buffer.from(base64, 'base64'), totalBytes}));

const phase = optional(z.number());

const phasesJson = z.object({
	queue_ms: phase, earlier_tries_ms: phase, connect_ms: phase, tls_ms: phase, first_byte_ms: phase, body_ms: phase,
}).transform((json): ExchangePhases => defined({
	queueMs: json.queue_ms,
	earlierTriesMs: json.earlier_tries_ms,
	connectMs: json.connect_ms,
	tlsMs: json.tls_ms,
	firstByteMs: json.first_byte_ms,
	bodyMs: json.body_ms,
}));

/** What `GET /requests/:number` answers. */
export const exchangeJson = z.object({
	request: recordJson,
	// Empty where the request could not be read.
	http_version: z.string().regex(/^(?:\d(?:\.\d)?)?$/v),
	request_headers: headersJson,
	status_text: optional(z.string()),
	response_headers: optional(headersJson),
	choice: optional(z.object({policy: z.enum(policies), reason: z.string()})),
	phases: phasesJson,
	reused_connection: optional(z.boolean()),
	request_body: optional(bodyJson),
	response_body: optional(bodyJson),
}).transform((json): ExchangeDetail => ({
	record: json.request,
	httpVersion: json.http_version,
	requestHeaders: json.request_headers,
	phases: json.phases,
	...defined({
		statusText: json.status_text,
		responseHeaders: json.response_headers,
		choice: json.choice,
		reusedConnection: json.reused_connection,
		requestBody: json.request_body,
		responseBody: json.response_body,
	}),
}));
