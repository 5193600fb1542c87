import {Buffer} from 'node:buffer';
import * as z from 'zod';
import type {CapturedBody, ExchangeDetail, RawHeaders} from '../../model/exchange-detail.js';
import {policies} from '../../model/pool.js';
import {maskHeader} from '../../model/secret-header.js';
import {count, milliseconds, roundedOrNull} from './figures.js';
import {recordSchema, recordToJson} from './record-json.js';

/** Pairs of name and value, in the order of the wire. */
const headersSchema = z.array(z.tuple([z.string(), z.string()]));

/** The beginning of a body, content coding kept. */
const bodySchema = z.strictObject({base64: z.string(), total_bytes: count});

const phase = milliseconds.nullable();

export const exchangeSchema = z.strictObject({
	request: recordSchema,
	http_version: z.string(),
	request_headers: headersSchema,
	status_text: z.string().nullable(),
	response_headers: headersSchema.nullable(),
	choice: z.strictObject({policy: z.enum(policies), reason: z.string()}).nullable(),
	/** Null for what did not take place. */
	phases: z.strictObject({
		queue_ms: phase, earlier_tries_ms: phase, connect_ms: phase, tls_ms: phase, first_byte_ms: phase, body_ms: phase,
	}),
	reused_connection: z.boolean().nullable(),
	request_body: bodySchema.nullable(),
	response_body: bodySchema.nullable(),
});

const headersToJson = (headers: RawHeaders, showsSecrets: boolean): Array<[string, string]> => {
	const pairs: Array<[string, string]> = [];
	for (let index = 0; index + 1 < headers.length; index += 2) {
		const [name, value] = [headers[index]!, headers[index + 1]!];
		pairs.push([name, showsSecrets ? value : maskHeader(name, value)]);
	}

	return pairs;
};

const bodyToJson = ({bytes, totalBytes}: CapturedBody): z.output<typeof bodySchema> => ({base64: Buffer.from(bytes).toString('base64'), total_bytes: totalBytes});

/**
@param detail
@param showsSecrets - Whether cookies, credentials and bodies are told as they are; else they are masked or left out.
*/
export const exchangeToJson = (detail: ExchangeDetail, showsSecrets: boolean): z.output<typeof exchangeSchema> => {
	const {record, httpVersion, requestHeaders, statusText, responseHeaders, choice, phases, reusedConnection, requestBody, responseBody} = detail;
	return {
		request: recordToJson(record),
		http_version: httpVersion,
		request_headers: headersToJson(requestHeaders, showsSecrets),
		status_text: statusText ?? null,
		response_headers: responseHeaders ? headersToJson(responseHeaders, showsSecrets) : null,
		choice: choice ? {policy: choice.policy, reason: choice.reason} : null,
		phases: {
			queue_ms: roundedOrNull(phases.queueMs),
			earlier_tries_ms: roundedOrNull(phases.earlierTriesMs),
			connect_ms: roundedOrNull(phases.connectMs),
			tls_ms: roundedOrNull(phases.tlsMs),
			first_byte_ms: roundedOrNull(phases.firstByteMs),
			body_ms: roundedOrNull(phases.bodyMs),
		},
		reused_connection: reusedConnection ?? null,
		request_body: requestBody && showsSecrets ? bodyToJson(requestBody) : null,
		response_body: responseBody && showsSecrets ? bodyToJson(responseBody) : null,
	};
};
