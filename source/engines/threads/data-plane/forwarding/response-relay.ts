import type {Buffer} from 'node:buffer';
import type {ClientRequest, IncomingMessage, ServerResponse} from 'node:http';
import {clientFields, type ClientFieldOptions} from '../headers/client-fields.js';
import {Deadline} from '../../../../node-http/deadline.js';
import {declaresBody} from '../bodies/declares-body.js';
import type {Exchange} from '../exchange.js';
import {flushHeaders} from '../../../../node-http/flush-headers.js';
import {lingerAfter} from '../../../../node-http/linger.js';
import {closeAfter, keepsAlive, mayBeChunked, sendsChunks, setMayBeChunked} from '../../../../node-http/outgoing-message.js';
import {sortResponseHeaders} from '../headers/response-headers.js';
import {forwardedTrailers} from '../headers/trailers.js';
import type {PrivateConnection} from './private-connections.js';

/** What a response is relayed with. */
export type RelayOptions = ClientFieldOptions & {
	/** The connections that belong together, if the client has logged in. They end when the backend's carries no further exchange. */
	readonly login: Pick<PrivateConnection, 'end'> | undefined;
	/** Some of a body has moved. */
	readonly onProgress: () => void;
};

/** How long a client has to take what it was sent of a message that broke off. */
const lastBytesMs = 5000;

/** What a reason phrase may not hold (RFC 9112 §4). */
const unprintable = /[^\t -~\u{80}-\u{FF}]/v;

/**
Ends the client's connection so that a broken message cannot be taken for a complete one.

@param isDelimited - Whether the message says itself where it ends, so that its missing end can be seen.
*/
const breakOff = ({socket}: ServerResponse, isDelimited: boolean): void => {
	if (socket === null) {
		return;
	}

	if (!isDelimited) {
		socket.resetAndDestroy();
		return;
	}

	// What was sent already still arrives.
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
	// What the client does not take cannot be waited for; otherwise the break tells it that the end is missing.
	if (isClientSlow || incoming.complete) {
		response.socket?.resetAndDestroy();
	} else {
		incoming.destroy();
	}
};

const upgradeRequired = 426;

/** A response as a client of node:http gets it. */
type IncomingResponse = IncomingMessage & {readonly req: ClientRequest};

type Head = {
	readonly fields: readonly string[];
	readonly isDelimited: boolean;
};

/** RFC 9110 §15.5.22: the answer says to what a client has to upgrade, which one of HTTP/1.0 cannot. */
const askForUpgrade = (fields: string[], upgrade: string, response: ServerResponse): void => {
	if (response.req.httpVersion !== '1.0') {
		fields.push('Upgrade', upgrade, 'Connection', keepsAlive(response) ? 'Upgrade, keep-alive' : 'Upgrade, close');
	}
};

/** @returns undefined if it cannot be told where the response ends, or if HTTP does not allow it. */
const readHead = (incoming: IncomingMessage, response: ServerResponse, exchange: Exchange, options: RelayOptions): Head | undefined => {
	const {statusCode: status = 0, statusMessage = '', httpVersion, req: upstream} = incoming as IncomingResponse;
	const sorted = sortResponseHeaders(incoming);
	// No answer below 200 can be a final one (RFC 9110 §15). Those from 600 on are in use, whatever the RFC says of them.
	if (sorted === undefined || status < 200 || unprintable.test(statusMessage) || (httpVersion !== '1.1' && httpVersion !== '1.0')) {
		return undefined;
	}

	const {fields, contentLength, transferEncoding, upgrade} = sorted;
	const isChunked = transferEncoding !== undefined;
	if (isChunked && transferEncoding.toLowerCase() !== 'chunked') {
		return undefined;
	}

	// The sender may mean another end than was read (RFC 9112 §6.1, §6.3).
	if (isChunked && (contentLength !== undefined || httpVersion === '1.0')) {
		closeAfter(upstream);
	}

	if (!keepsAlive(upstream) || !upstream.writableFinished) {
		options.login?.end();
	}

	const changed = clientFields(fields, incoming, exchange, options);
	if (status === upgradeRequired && upgrade !== undefined) {
		askForUpgrade(changed, upgrade, response);
	}

	// RFC 9110 §8.6: there is none to tell of. At the end: Node writes a Content-Disposition after it in another encoding.
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
@returns false if the response cannot be sent on as it is; then nothing has been sent.
*/
export const relayResponse = (
	incoming: IncomingMessage,
	response: ServerResponse,
	exchange: Exchange,
	options: RelayOptions,
): boolean => {
	const status = incoming.statusCode!;
	// RFC 9112 §6.1, whatever the client's TE says.
	if (response.req.httpVersion === '1.0') {
		setMayBeChunked(response, false);
	}

	const {socket, req: request} = response;
	if (declaresBody(request) && !request.complete && socket !== null) {
		lingerAfter(socket, true);
		// It does not want the rest of the body, which the client may be spared (RFC 9112 §9.5).
		if (!keepsAlive((incoming as IncomingResponse).req)) {
			closeAfter(response);
		}
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
	// Told by 'close' as well.
	incoming.on('error', () => {});
	incoming.once('close', () => {
		if (isEnded || response.destroyed) {
			return;
		}

		exchange.responseBroke();
		breakOff(response, head.isDelimited);
	});
	// Headers wait for the first byte of the body only if that is here already.
	queueMicrotask(() => {
		if (!response.writableEnded && exchange.responseBytes === 0) {
			flushHeaders(response);
		}
	});
	return true;
};
