import {Buffer} from 'node:buffer';
import http from 'node:http';
import {connect} from 'node:net';
import {askForUser, bindLogin} from './bound-login.js';
import {largeBytes, terminateMessage} from './facts.js';
import {abort, exchange} from './http-exchange.js';
import {pipeline} from './pipeline.js';
import type {Outcome} from './tally.js';
import {talk} from './websocket-talk.js';

/** One thing that a client does: a request, or several that belong together, and whatever follows from it. */
export type Act = {
	readonly name: string;
	/** How often it is done, compared with the others. */
	readonly weight: number;
	/** Gives an outcome for each request. */
	readonly run: () => Promise<Outcome | readonly Outcome[]>;
};

const body = Buffer.alloc(100_000, 'a body that comes back');
const partOfBody = body.subarray(0, 20_000);
const pieces = 5;
const refusedBody = Buffer.alloc(2_000_000, 'a body that is not wanted');
const pipelined = 40;
const longestStayMs = 40;

const shortStay = (): number => Math.random() * longestStayMs;

/** Begins a request header and never ends it. */
const drip = async (port: number): Promise<Outcome> => new Promise(resolve => {
	const socket = connect(port, '127.0.0.1', () => {
		socket.write('GET / HTTP/1.1\r\nHost: so');
	});
	let received = '';
	let reason = 'ended without an answer';
	socket.on('data', chunk => {
		received += chunk.toString('latin1');
	});
	socket.on('error', error => {
		reason = error.message;
	});
	socket.on('close', () => {
		const status = Number(received.slice('HTTP/1.1 '.length).slice(0, 3));
		resolve(received === '' ? {end: 'broken', isRight: false, reason} : {end: 'answered', status, isRight: status === 408});
	});
});

/** Everything that clients do to the proxy at a port. */
export const createActs = (port: number): Act[] => {
	const agent = new http.Agent({keepAlive: true});
	const ok = {status: 200};
	return [
		{name: 'get', weight: 30, run: async () => exchange({options: {port, agent, path: '/'}, expected: {status: 200, body: Buffer.from('short')}})},
		{name: 'get slow', weight: 10, run: async () => exchange({options: {port, agent, path: '/slow'}, expected: ok})},
		{name: 'get large', weight: 6, run: async () => exchange({options: {port, agent, path: '/large'}, expected: {status: 200, body: Buffer.alloc(largeBytes, 'large')}})},
		{name: 'post', weight: 8, run: async () => exchange({
			options: {port, agent, path: '/echo', method: 'POST', headers: {'Content-Length': body.length}},
			expected: {status: 200, body},
			send(request) {
				request.end(body);
			},
		})},
		{name: 'post in chunks', weight: 8, run: async () => exchange({
			options: {port, agent, path: '/echo', method: 'POST'},
			expected: {status: 200, body: Buffer.concat(Array.from({length: pieces}, () => partOfBody))},
			send(request) {
				for (let piece = 0; piece < pieces; piece++) {
					request.write(partOfBody);
				}

				request.end();
			},
		})},
		{name: 'post, refused before its end', weight: 4, run: async () => exchange({
			options: {port, agent, path: '/refuse', method: 'POST', headers: {'Content-Length': refusedBody.length}},
			expected: {status: 413},
			send(request) {
				request.end(refusedBody);
			},
		})},
		{name: 'pipeline', weight: 2, run: async () => pipeline(port, pipelined)},
		{name: 'login bound to its connection', weight: 4, run: async () => bindLogin(port)},
		{name: 'no login', weight: 4, run: async () => askForUser(port)},
		{name: 'leave before the answer', weight: 6, run: async () => abort({port, path: '/hang'}, 'end', shortStay())},
		{name: 'reset before the answer', weight: 6, run: async () => abort({port, path: '/hang'}, 'reset', shortStay())},
		{name: 'leave in the answer', weight: 4, run: async () => abort({port, path: '/large'}, 'end', longestStayMs)},
		{name: 'reset in the answer', weight: 4, run: async () => abort({port, path: '/large'}, 'reset', longestStayMs)},
		{name: 'reset in the body', weight: 6, run: async () => abort({
			port, path: '/echo', method: 'POST', headers: {'Content-Length': body.length},
		}, 'reset', shortStay(), partOfBody)},
		{name: 'backend silent', weight: 1, run: async () => exchange({options: {port, agent, path: '/hang'}, expected: {status: 504}})},
		{name: 'backend stalls', weight: 1, run: async () => exchange({options: {port, agent, path: '/stall'}, expected: {status: 200, isBroken: true}})},
		{name: 'backend resets', weight: 3, run: async () => exchange({options: {port, agent, path: '/reset', method: 'POST'}, expected: {status: 502}})},
		{name: 'backend cuts the answer', weight: 3, run: async () => exchange({options: {port, agent, path: '/cut'}, expected: {status: 200, isBroken: true}})},
		{name: 'client drips', weight: 1, run: async () => drip(port)},
		{name: 'websocket', weight: 4, run: async () => talk(port, socket => {
			socket.close(1000);
		}, 1000)},
		{name: 'websocket, client breaks off', weight: 3, run: async () => talk(port, socket => {
			socket.terminate();
		}, 1006)},
		{name: 'websocket, backend breaks off', weight: 3, run: async () => talk(port, socket => {
			socket.send(terminateMessage);
		}, 1006)},
	];
};
