/*
Connections that end or go wrong at any moment, on either side: nothing stays in flight, and each exchange has one account.
PROXY_TEST_SEED=… repeats a run.
*/
import assert from 'node:assert/strict';
import type {Socket} from 'node:net';
import process from 'node:process';
import {setTimeout as delay} from 'node:timers/promises';
import test, {after} from 'node:test';
import fc from 'fast-check';
import {resetConnection} from '../../../source/node-http/reset-connection.js';
import type {Script} from '../../helpers/scripted-backend.js';
import {shareProxy} from '../../helpers/shared-proxy.js';
import {tlsFlags} from '../../helpers/tls-files.js';

const {proxy, begin} = await shareProxy(['--retries=1', ...tlsFlags()], 2);
after(proxy.stop);

const seed = Number(process.env['PROXY_TEST_SEED'] ?? Math.trunc(Math.random() * 0x7F_FF_FF_FF));

const answers = [
	'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0123456789',
	'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n01234\r\n5;a=b\r\n56789\r\n0\r\nX: y\r\n\r\n',
	'HTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0123456789',
	'HTTP/1.1 304 Not Modified\r\nETag: x\r\n\r\n',
	'HTTP/1.1 503 Busy\r\nConnection: close\r\nContent-Length: 4\r\n\r\nbusy',
	'HTTP/1.0 200 OK\r\n\r\n0123456789',
] as const;

const requests = [
	'GET /a HTTP/1.1\r\nHost: a\r\n\r\n',
	'HEAD /a HTTP/1.1\r\nHost: a\r\n\r\n',
	'POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n0123456789',
	'PUT /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\n01234\r\n5\r\n56789\r\n0\r\n\r\n',
	'GET /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
	'POST /a HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 10\r\n\r\n0123456789',
] as const;

const faults = ['none', 'reset', 'end', 'garbage'] as const;
const side = <Message extends string>(messages: readonly Message[]) => fc.record({
	bytes: fc.constantFrom(...messages),
	/** After what share of the bytes it happens. */
	at: fc.double({min: 0, max: 1, noNaN: true}),
	fault: fc.constantFrom(...faults),
	pauseMs: fc.constantFrom(0, 0, 1, 3),
});
const exchange = fc.record({client: side(requests), backend: side(answers), count: fc.integer({min: 1, max: 3}), isTls: fc.boolean()});

type Side = {readonly bytes: string; readonly at: number; readonly fault: (typeof faults)[number]; readonly pauseMs: number};
const act = async (socket: Socket, {bytes, at, fault, pauseMs}: Side): Promise<void> => {
	const cut = Math.trunc(at * bytes.length);
	socket.write(bytes.slice(0, cut));
	if (pauseMs > 0) {
		await delay(pauseMs);
	}

	switch (fault) {
		case 'none': {
			socket.write(bytes.slice(cut));
			break;
		}

		case 'reset': {
			resetConnection(socket);
			break;
		}

		case 'end': {
			socket.end();
			break;
		}

		case 'garbage': {
			socket.write('\u{1}\u{2}xyz\r\n\r\n');
			socket.end();
			break;
		}
	}
};

const answerFaultily = (behaviour: () => Side): Script => ({socket}) => {
	socket.on('error', () => {});
	socket.on('data', () => {
		void act(socket, behaviour());
	});
};

/** How many exchanges have begun without an account of how they ended. */
const unaccounted = (): number => {
	const {requests: begun, responsesByClass} = proxy.control.status().totals;
	return begun - responsesByClass.reduce((sum, each) => sum + each, 0);
};

test('whatever ends or goes wrong at whatever moment, nothing stays in flight', async t => {
	t.diagnostic(`seed ${seed}`);
	let behaviour: Side = {bytes: answers[0], at: 1, fault: 'none', pauseMs: 0};
	const script = answerFaultily(() => behaviour);
	await begin([script, script]);
	await fc.assert(fc.asyncProperty(exchange, async ({client: faulty, backend, count, isTls}) => {
		behaviour = backend;
		const clients = await Promise.all(Array.from({length: count}, async () => proxy.connect(isTls)));
		await Promise.all(clients.map(async client => {
			client.socket.on('error', () => {});
			await act(client.socket, faulty);
			await Promise.race([client.closed, delay(10)]);
			client.socket.destroy();
		}));
		await proxy.untilIdle();
		// What a client has sent before it left may be read later than that.
		for (let time = 0; unaccounted() !== 0; time++) {
			assert.ok(time < 1000, `${unaccounted()} exchanges have no account`);
			// eslint-disable-next-line no-await-in-loop -- Until all have ended.
			await delay(5);
		}
	}), {seed, numRuns: 150});

	// Neither side has taken harm.
	behaviour = {bytes: answers[0], at: 1, fault: 'none', pauseMs: 0};
	for (let time = 0; time < 4; time++) {
		/* eslint-disable no-await-in-loop -- One after the other. */
		const client = await proxy.connect();
		client.send(requests[0]);
		const {status, body} = await client.response();
		client.socket.destroy();
		assert.ok((status === 200 && body === '0123456789') || status === 502 || status === 503, `${status}`);
		/* eslint-enable no-await-in-loop */
	}
});
