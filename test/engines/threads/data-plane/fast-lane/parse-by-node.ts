import {Buffer} from 'node:buffer';
import http, {type IncomingMessage} from 'node:http';
import {duplexPair} from 'node:stream';
import {maxHeaderBytes} from '../../../../../source/engines/threads/data-plane/admission/request-limits.js';
import {withOneContentLength} from '../../../../../source/engines/threads/data-plane/headers/content-length.js';
import {readLeniently} from '../../../../../source/node-http/response-parser.js';
import {rewriteFields} from '../../../../../source/node-http/rewrite-fields.js';

/** A message as Node's own parser reads it. */
export type ParsedMessage = {
	readonly message: IncomingMessage;
	/** What had come of it when its end, or that of the connection, came; one character a byte. */
	readonly body: string;
	readonly isWhole: boolean;
};

const readBody = async (message: IncomingMessage): Promise<ParsedMessage> => {
	let body = '';
	message.on('data', data => {
		body += (data as Buffer).toString('latin1');
	});
	message.on('error', () => undefined);
	await new Promise<void>(resolve => {
		message.once('close', resolve);
	});
	return {message, body, isWhole: message.complete};
};

/** @returns undefined for what Node takes for no request. */
export const parseRequestByNode = async (bytes: string): Promise<ParsedMessage | undefined> => {
	const server = http.createServer({maxHeaderSize: maxHeaderBytes, requireHostHeader: false});
	const [client, socket] = duplexPair();
	const outcome = Promise.withResolvers<ParsedMessage | undefined>();
	server.on('request', (request: IncomingMessage) => {
		outcome.resolve(readBody(request));
	});
	server.on('clientError', () => {
		socket.destroy();
		outcome.resolve(undefined);
	});
	client.on('error', () => undefined);
	socket.on('error', () => undefined);
	server.emit('connection', socket);
	client.resume();
	client.end(Buffer.from(bytes, 'latin1'));
	const parsed = await outcome.promise;
	client.destroy();
	socket.destroy();
	return parsed;
};

/** As the general lane has backends' answers read. @returns undefined for what Node takes for no answer. */
export const parseResponseByNode = async (bytes: string, method = 'GET'): Promise<ParsedMessage | undefined> => {
	const [backend, socket] = duplexPair();
	const outcome = Promise.withResolvers<ParsedMessage | undefined>();
	const request = http.request({method, createConnection: () => socket});
	request.maxHeadersCount = 0;
	request.once('socket', () => {
		readLeniently(request.socket!, 2 * maxHeaderBytes);
		rewriteFields(request.socket!, {name: 'content-length', maxHeadBytes: 2 * maxHeaderBytes, rewrite: withOneContentLength});
		backend.end(Buffer.from(bytes, 'latin1'));
	});
	request.on('response', message => {
		outcome.resolve(readBody(message));
	});
	request.on('error', () => {
		outcome.resolve(undefined);
	});
	request.on('upgrade', () => {
		outcome.resolve(undefined);
	});
	request.end();
	backend.resume();
	const parsed = await outcome.promise;
	request.destroy();
	backend.destroy();
	socket.destroy();
	return parsed;
};
