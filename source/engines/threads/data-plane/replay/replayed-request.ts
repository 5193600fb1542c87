import {Buffer} from 'node:buffer';
import type {IncomingHttpHeaders, IncomingMessage, ServerResponse} from 'node:http';
import type {EditedRequest} from '../../../../model/edited-request.js';
import type {ClientAddresses} from '../../../../model/status.js';
import type {ReplayRefusal} from '../../../control/data-plane.js';
import {declaresBody} from '../bodies/declares-body.js';
import {http2Version} from '../http2/stream-request.js';
import type {Recorded} from '../recording/describe-exchange.js';
import {AbsentClient} from '../../../../node-http/absent-client.js';
import {absentExchange} from '../../../../node-http/made-request.js';

/** A recorded request, and a response that is discarded. Both are as node:http would make them. */
export type ReplayedRequest = {
	readonly request: IncomingMessage;
	readonly response: ServerResponse;
};

/** Header fields by lower-case name, several of one name joined by commas. */
const joined = (fields: readonly string[]): IncomingHttpHeaders => {
	const headers = Object.create(null) as Record<string, string>;
	for (let index = 0; index < fields.length; index += 2) {
		const name = fields[index]!.toLowerCase();
		headers[name] = headers[name] === undefined ? fields[index + 1]! : `${headers[name]}, ${fields[index + 1]!}`;
	}

	return headers;
};

type Message = {
	readonly method: string;
	readonly target: string;
	readonly fields: readonly string[];
	readonly body: Uint8Array | undefined;
};

/** Fields that frame the body: the recorded ones do not fit another. */
const framingFields = new Set(['content-length', 'transfer-encoding', 'trailer', 'expect']);

const edited = (message: Message, {method = message.method, target = message.target, headers, body: text}: EditedRequest): Message => {
	const body = text === undefined ? message.body : Buffer.from(text);
	const recorded = Array.from({length: message.fields.length / 2}, (_, index) => [message.fields[2 * index]!, message.fields[(2 * index) + 1]!] as const);
	const isHost = ([name]: readonly [string, string]): boolean => name.toLowerCase() === 'host';
	const given = headers ?? recorded;
	const fields = [
		...(given.some(field => isHost(field)) ? [] : recorded.filter(field => isHost(field))),
		...given.filter(([name]) => !framingFields.has(name.toLowerCase())),
		...(body !== undefined && body.length > 0 ? [['Content-Length', String(body.length)] as const] : []),
	];
	return {method, target, fields: fields.flat(), body};
};

/**
Recreates a recorded request.

@param recording - Of an exchange that has ended.
@param addresses - Of the proxy.
@param edit - What is different.
*/
export const replayedRequest = (recorded: Recorded, {proxy, tls}: ClientAddresses, edit?: EditedRequest): ReplayedRequest | ReplayRefusal => {
	const {entry, requestHeaders, requestBody, hasCapture, httpVersion, peer} = recorded;
	const {method, scheme, target, status, requestBytes} = entry;
	// An unparsable request has no header fields; the recorded request of a tunnel is not all of it.
	if (requestHeaders.length === 0 || status === 101) {
		return 'not_replayable';
	}

	const isWhole = hasCapture && (requestBody?.isWhole ?? true) && (requestBody?.length ?? 0) === requestBytes;
	if (edit?.body === undefined && !isWhole && declaresBody({headers: joined(requestHeaders)})) {
		return 'body_not_captured';
	}

	const asRecorded = {method, target, fields: requestHeaders, body: requestBody?.read().bytes};
	const {fields, body, ...head} = edit ? edited(asRecorded, edit) : asRecorded;
	const {request, response} = absentExchange(new AbsentClient(peer, (scheme === 'https' && tls ? tls : proxy).port, scheme === 'https'), {
		// What came by HTTP/2 is recorded, and repeated, in the form of HTTP/1.1.
		method: head.method, url: head.target, httpVersion: httpVersion === http2Version ? '1.1' : httpVersion, rawHeaders: [...fields], headers: joined(fields),
	});
	if (body !== undefined) {
		request.push(body);
	}

	request.complete = true;
	request.push(null);
	return {request, response};
};
