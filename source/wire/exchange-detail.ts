import {Buffer} from 'node:buffer';
import * as z from 'zod';
import type {CapturedBody, ExchangeDetail, ExchangePhases, RawHeaders} from '../model/exchange-detail.js';
import {maskHeader} from '../model/secret-header.js';
import {requestWire} from './request.js';
import {count, figure, flag, policy, text} from './values.js';
import {mapped, optional, resource, same} from './wire.js';

type Pairs = ReadonlyArray<readonly [name: string, value: string]>;

const pairsOf = (headers: RawHeaders): Pairs => {
	const pairs: Array<readonly [string, string]> = [];
	for (let index = 0; index + 1 < headers.length; index += 2) {
		pairs.push([headers[index]!, headers[index + 1]!]);
	}

	return pairs;
};

/** Pairs of name and value, in the order of the wire. */
const headers = mapped(same<Pairs>(z.array(z.tuple([z.string(), z.string()]))), (pairs): RawHeaders => pairs.flat(), pairsOf);

const bytes = mapped(same(z.string(), z.base64()), (base64): Uint8Array => Buffer.from(base64, 'base64'), content => Buffer.from(content).toString('base64'));

/** The beginning of a body, content coding kept. */
const body = resource<CapturedBody>({bytes: ['base64', bytes], totalBytes: ['total_bytes', count]});

/** Null for what did not take place. */
const phases = resource<ExchangePhases>({
	queueMs: ['queue_ms', optional(figure)],
	earlierAttemptsMs: ['earlier_tries_ms', optional(figure)],
	connectMs: ['connect_ms', optional(figure)],
	tlsMs: ['tls_ms', optional(figure)],
	firstByteMs: ['first_byte_ms', optional(figure)],
	bodyMs: ['body_ms', optional(figure)],
});

/** All that is known of one request. */
export const exchangeWire = resource<ExchangeDetail>({
	record: ['request', requestWire],
	// Empty where the request could not be read.
	httpVersion: ['http_version', same(z.string(), z.string().regex(/^(?:\d(?:\.\d)?)?$/v))],
	requestHeaders: ['request_headers', headers],
	statusText: ['status_text', optional(text)],
	responseHeaders: ['response_headers', optional(headers)],
	choice: optional(resource<NonNullable<ExchangeDetail['choice']>>({policy, reason: text})),
	phases,
	reusedConnection: ['reused_connection', optional(flag)],
	requestBody: ['request_body', optional(body)],
	responseBody: ['response_body', optional(body)],
});

const masked = (fields: RawHeaders): RawHeaders => pairsOf(fields).flatMap(([name, value]) => [name, maskHeader(name, value)]);

/** The same with cookies and credentials masked, and without bodies. */
export const withoutSecrets = ({requestBody: _requestBody, responseBody: _responseBody, ...detail}: ExchangeDetail): ExchangeDetail => ({
	...detail,
	requestHeaders: masked(detail.requestHeaders),
	...(detail.responseHeaders && {responseHeaders: masked(detail.responseHeaders)}),
});
