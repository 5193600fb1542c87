import {Buffer} from 'node:buffer';
import http, {type ClientRequest, type IncomingMessage, type RequestOptions} from 'node:http';
import type {Outcome} from './tally.js';

export type Expected = {
	readonly status: number;
	readonly body?: Buffer | undefined;
	/** Whether the backend ends the connection within the answer. */
	readonly isBroken?: boolean;
};

export type HttpExchange = {
	readonly options: RequestOptions;
	readonly expected: Expected;
	/** Sends the body, if there is one, and ends the request. */
	readonly send?: (request: ClientRequest) => void;
};

const readAll = async (response: IncomingMessage): Promise<Buffer> => {
	const chunks: Buffer[] = [];
	for await (const chunk of response) {
		chunks.push(chunk as Buffer);
	}

	return Buffer.concat(chunks);
};

const outcomeOf = async (response: IncomingMessage, {status: wanted, body: wantedBody, isBroken = false}: Expected): Promise<Outcome> => {
	const status = response.statusCode!;
	try {
		const body = await readAll(response);
		return {end: 'answered', status, isRight: status === wanted && !isBroken && (wantedBody === undefined || body.equals(wantedBody))};
	} catch (error) {
		return {end: 'broken', isRight: isBroken, reason: `${status}, then ${(error as Error).message}`};
	}
};

/** Carries out an exchange to its end. */
export const exchange = async ({options, expected, send}: HttpExchange): Promise<Outcome> => new Promise(resolve => {
	const request = http.request({host: '127.0.0.1', ...options});
	request.on('response', response => {
		resolve(outcomeOf(response, expected));
	});
	request.on('error', error => {
		resolve({end: 'broken', isRight: false, reason: error.message});
	});
	if (send === undefined) {
		request.end();
	} else {
		send(request);
	}
});

/** How a client leaves: in order (FIN), or at once (RST). */
export type Leave = 'end' | 'reset';

/** Leaves in the middle of an exchange: at the first bytes of an answer, or before. */
export const abort = async (options: RequestOptions, leave: Leave, afterMs: number, sent?: Buffer): Promise<Outcome> => new Promise(resolve => {
	const request = http.request({host: '127.0.0.1', agent: false, ...options});
	let isOver = false;
	const go = (): void => {
		isOver = true;
		if (leave === 'reset') {
			request.socket?.resetAndDestroy();
		}

		request.destroy();
	};

	const timer = setTimeout(go, afterMs);
	request.on('response', response => {
		response.on('error', () => {});
		response.once('data', go);
	});
	request.on('error', error => {
		clearTimeout(timer);
		if (!isOver) {
			isOver = true;
			resolve({end: 'broken', isRight: false, reason: error.message});
		}
	});
	request.on('close', () => {
		clearTimeout(timer);
		resolve({end: 'aborted'});
	});
	if (sent === undefined) {
		request.end();
	} else {
		request.write(sent);
	}
});
