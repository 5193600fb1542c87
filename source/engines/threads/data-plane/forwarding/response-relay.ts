import type {Buffer} from 'node:buffer';
import type {ClientRequest, IncomingMessage, ServerResponse} from 'node:http';
import {resetConnection} from '../../../../node-http/reset-connection.js';
import {clientFields, type ClientFieldOptions} from '../headers/client-fields.js';
import {Deadline} from '../../../../node-http/deadline.js';
import {declaresBody} from '../bodies/declares-body.js';
import type {Exchange} from '../exchange.js';
import {flushHeaders} from '../../../../node-http/flush-headers.js';
import {lingerAfter} from '../../../../node-http/linger.js';
import {closeAfter, keepsAlive, mayBeChunked, sendsChunks, setMayBeChunked} from '../../../../node-http/outgoing-message.js';
import {StreamResponse} from '../http2/stream-response.js';
import {sortResponseHeaders} from '../headers/response-headers.js';
import {forwardedTrailers} from '../headers/trailers.js';
import {Http2Answer} from '../../../../node-http/http2-client/http2-answer.js';
import type {PrivateConnection} from './private-connections.js';

export type RelayOptions = ClientFieldOptions & {
	/** Of connection-based authentication. Ends if the backend connection cannot be reused. */
	readonly login: Pick<PrivateConnection, 'end'> | undefined;
	readonly onProgress: () => void;
};

/** How long a client has to read the rest of a broken-off response. */
const lastBytesMs = 5000;

/** Not allowed in a reason phrase (RFC 9112 §4). */
const unprintable = /[^\t -~\u{80}-\u{FF}]/v;

/** How a backend has reset the stream of its response; undefined if it has not, or says nothing by that. */
const resetCodeOf = (incoming: IncomingMessage): number | undefined =>
	incoming instanceof Http2Answer && incoming.req.resetCode !== 0 ? incoming.req.resetCode : undefined;

/**
Ends the client's connection so that a truncated response cannot be taken for a complete one.

@param isDelimited - Whether it has a length or is chunked, so that the client sees that it is incomplete.
*/
const breakOff = (incoming: IncomingMessage, response: ServerResponse, isDelimited: boolean): void => {
	if (response instanceof StreamResponse) {
		response.breakOff(resetCodeOf(incoming));
		return;
	}

	const {socket} = response;
	if (socket === null) {
		return;
	}

	if (!isDelimited) {
		resetConnection(socket);
		return;
	}

	// Bytes sent so far still arrive.
	socket.destroySoon();
	const deadline = new Deadline();
	deadline.start(() => {
		socket.destroy();
	}, lastBytesMs);
	socket.once('close', () => {
		deadline.clear();
	});
};

/** Ends a response whose idle timeout has passed. */
export const breakOffIdle = (incoming: IncomingMessage, response: ServerResponse, exchange: Exchange): void => {
	const isClientSlow = response.writableLength > 0;
	exchange.brokenOff(isClientSlow ? 'client_stalled' : 'idle_timeout');
	// A stalled client is reset; otherwise the response is broken off like one of a failed backend.
	if (isClientSlow || incoming.complete) {
		if (response instanceof StreamResponse) {
			response.reset();
		} else if (response.socket !== null) {
			resetConnection(response.socket);
		}
	} else {
		incoming.destroy();
	}
};

const upgradeRequired = 426;

/** A response in node:http's client. */
type IncomingResponse = IncomingMessage & {readonly req: ClientRequest};

type Head = {
	readonly fields: readonly string[];
	readonly isDelimited: boolean;
};

/** RFC 9110 §15.5.22: a 426 response lists protocols. Only HTTP/1.1 can upgrade. */
const askForUpgrade = (fields: string[], upgrade: string, response: ServerResponse): void => {
	if (response.req.httpVersion === '1.1') {
		fields.push('Upgrade', upgrade, 'Connection', keepsAlive(response) ? 'Upgrade, keep-alive' : 'Upgrade, close');
	}
};

/** HTTP/2 has no status line: one that claims to be of it is of no version. */
const hasKnownVersion = (incoming: IncomingMessage): boolean =>
	incoming instanceof Http2Answer || incoming.httpVersion === '1.1' || incoming.httpVersion === '1.0';

/** Final responses have a status of at least 200 (RFC 9110 §15). Those from 600 on are in use, contrary to the RFC. */
const hasValidStatusLine = (incoming: IncomingMessage): boolean =>
	incoming.statusCode! >= 200 && !unprintable.test(incoming.statusMessage ?? '') && hasKnownVersion(incoming);

/** Lets a client that is still sending its body read the response. */
const endBehindUpload = (response: ServerResponse, upstream: ClientRequest): void => {
	const {socket, req: request} = response;
	if (!declaresBody(request) || request.complete || socket === null) {
		return;
	}

	lingerAfter(socket, true);
	// The backend does not read the rest of the body, so the client need not send it (RFC 9112 §9.5).
	if (!keepsAlive(upstream)) {
		closeAfter(response);
	}
};

/** @returns undefined if the end of the response is ambiguous, or its head is invalid. */
const readHead = (incoming: IncomingMessage, response: ServerResponse, exchange: Exchange, options: RelayOptions): Head | undefined => {
	const {statusCode: status = 0, httpVersion, req: upstream} = incoming as IncomingResponse;
	const sorted = hasValidStatusLine(incoming) ? sortResponseHeaders(incoming) : undefined;
	if (sorted === undefined) {
		return undefined;
	}

	const {fields, contentLength, transferEncoding, upgrade} = sorted;
	const isChunked = transferEncoding !== undefined;
	if (isChunked && transferEncoding.toLowerCase() !== 'chunked') {
		return undefined;
	}

	// The sender may have meant another end (RFC 9112 §6.1, §6.3).
	if (isChunked && (contentLength !== undefined || httpVersion === '1.0')) {
		closeAfter(upstream);
	}

	endBehindUpload(response, upstream);
	if (!keepsAlive(upstream) || !upstream.writableFinished) {
		options.login?.end();
	}

	const changed = clientFields(fields, incoming, exchange, options);
	if (status === upgradeRequired && upgrade !== undefined) {
		askForUpgrade(changed, upgrade, response);
	}

	// RFC 9110 §8.6: a 204 has none. Last, as Node writes a Content-Disposition after it in another encoding.
	if (contentLength !== undefined && !isChunked && status !== 204) {
		changed.push('Content-Length', contentLength);
	}

	return {fields: changed, isDelimited: (contentLength !== undefined && !isChunked) || mayBeChunked(response)};
};

/**
Streams a backend's response to the client with back-pressure both ways.

@param incoming
@param response
@param exchange
@param options
@returns false if the response cannot be relayed; then nothing has been sent.
*/
export const relayResponse = (
	incoming: IncomingMessage,
	response: ServerResponse,
	exchange: Exchange,
	options: RelayOptions,
): boolean => {
	const status = incoming.statusCode!;
	// RFC 9112 §6.1, regardless of the client's TE.
	if (response.req.httpVersion === '1.0') {
		setMayBeChunked(response, false);
	}

	const head = readHead(incoming, response, exchange, options);
	if (head === undefined) {
		return false;
	}

	try {
		response.writeHead(status, incoming.statusMessage, head.fields as string[]);
	} catch {
		return false;
	}

	exchange.responseStarted(status);
	let isEnded = false;

	incoming.on('data', (chunk: Buffer) => {
		exchange.takeResponse(chunk);
		options.onProgress();
		if (!response.write(chunk)) {
			incoming.pause();
		}
	});
	response.on('drain', () => {
		incoming.resume();
		options.onProgress();
	});
	incoming.once('end', () => {
		isEnded = true;
		if (incoming.rawTrailers.length > 0 && sendsChunks(response)) {
			response.addTrailers(forwardedTrailers(incoming.rawTrailers));
		}

		response.end();
	});
	// Followed by 'close'.
	incoming.on('error', () => {});
	incoming.once('close', () => {
		if (isEnded || response.destroyed) {
			return;
		}

		exchange.responseBroke();
		breakOff(incoming, response, head.isDelimited);
	});
	// The header is sent together with the first bytes of the body only if those are available already.
	queueMicrotask(() => {
		// A head that ends an HTTP/2 stream, as gRPC's of a failed call, is sent as one, too.
		const endsStream = incoming instanceof Http2Answer && incoming.complete;
		if (!response.writableEnded && exchange.responseBytes === 0 && !endsStream) {
			flushHeaders(response);
		}
	});
	return true;
};
