import type {IncomingMessage, ServerResponse} from 'node:http';
import type {Socket} from 'node:net';
import {http} from './http.js';
import type {AbsentClient} from './absent-client.js';

/** Properties that Node's parser sets on a request. */
export type ParsedHead = Pick<IncomingMessage, 'method' | 'url' | 'httpVersion' | 'rawHeaders' | 'headers'>;

/** Sets the properties that Node's parser would have set. */
export const fillRequest = (request: IncomingMessage, {method, url, httpVersion, rawHeaders, headers}: ParsedHead): void => {
	const [httpVersionMajor, httpVersionMinor] = httpVersion.split('.').map(Number);
	Object.assign(request, {method, url, httpVersion, httpVersionMajor, httpVersionMinor, rawHeaders, headers});
};

/** A request and response without a client, in the form of node:http. */
export const absentExchange = (client: AbsentClient, head: ParsedHead): {readonly request: IncomingMessage; readonly response: ServerResponse} => {
	const request = new http.IncomingMessage(client as unknown as Socket);
	fillRequest(request, head);
	const response = new http.ServerResponse(request);
	response.assignSocket(client as unknown as Socket);
	response.once('finish', () => {
		client.destroy();
	});
	return {request, response};
};
