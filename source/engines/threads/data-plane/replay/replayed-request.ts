import type {IncomingHttpHeaders, IncomingMessage, ServerResponse} from 'node:http';
import type {ClientAddresses} from '../../../../model/status.js';
import type {ReplayRefusal} from '../../../control/data-plane.js';
import {declaresBody} from '../bodies/declares-body.js';
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

/**
Recreates a recorded request.

@param recording - Of an exchange that has ended.
@param addresses - Of the proxy.
*/
export const replayedRequest = (recorded: Recorded, {proxy, tls}: ClientAddresses): ReplayedRequest | ReplayRefusal => {
	const {entry, requestHeaders, requestBody, hasCapture, httpVersion, peer} = recorded;
	const {method, scheme, target, status, requestBytes} = entry;
	// An unparsable request has no header fields; the recorded request of a tunnel is not all of it.
	if (requestHeaders.length === 0 || status === 101) {
		return 'not_replayable';
	}

	const {request, response} = absentExchange(new AbsentClient(peer, (scheme === 'https' && tls ? tls : proxy).port, scheme === 'https'), {
		method, url: target, httpVersion, rawHeaders: requestHeaders as string[], headers: joined(requestHeaders),
	});
	if (declaresBody(request) && !(hasCapture && (requestBody?.isWhole ?? true) && (requestBody?.length ?? 0) === requestBytes)) {
		return 'body_not_captured';
	}

	if (requestBody !== undefined) {
		request.push(requestBody.read().bytes);
	}

	request.complete = true;
	request.push(null);
	return {request, response};
};
