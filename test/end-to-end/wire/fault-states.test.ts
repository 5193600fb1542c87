/* Each fault of either side in each state of an exchange, all at the same time: whatever one does, none of the others takes harm. */
import assert from 'node:assert/strict';
import {setTimeout as delay} from 'node:timers/promises';
import test, {after} from 'node:test';
import {hang} from '../../helpers/backend-scripts.js';
import type {RawClient} from '../../helpers/raw-client.js';
import type {Connection, Script} from '../../helpers/scripted-backend.js';
import {startProxy} from '../../helpers/running-proxy.js';
import {openSockets} from '../../soak/open-sockets.js';

const timeouts = ['header', 'response', 'idle', 'keep-alive'].map(name => `--${name}-timeout=1s`);
const proxy = await startProxy({scripts: [hang], flags: timeouts});
const backend = proxy.backends[0]!;
after(proxy.stop);

/** More than the kernel takes for a client that does not read. */
const longBytes = 8 * 1024 * 1024;
const patienceMs = 20_000;

type State = {
	/** What the client sends. */
	readonly request: (mark: string) => string;
	/** What the backend has answered; undefined if it is not asked. */
	readonly answer: ((mark: string) => string) | undefined;
	/** Whether the client stops to read. */
	readonly isStalled?: boolean;
};

const get = (mark: string): string => `GET /${mark} HTTP/1.1\r\nHost: a\r\n\r\n`;
const post = (mark: string): string => `POST /${mark} HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n${mark}`;
const silent = (): string => '';
const whole = (mark: string): string => `HTTP/1.1 200 OK\r\nContent-Length: ${mark.length}\r\n\r\n${mark}`;

const states: Readonly<Record<string, State>> = {
	'in its header': {request: mark => `GET /${mark} HTTP/1.1\r\nHo`, answer: undefined},
	'in its body': {request: post, answer: silent},
	'before its answer': {request: get, answer: silent},
	'with the next request behind it': {request: mark => get(mark).repeat(2), answer: silent},
	'in the header of its answer': {request: get, answer: mark => `HTTP/1.1 200 OK\r\nX-${mark}`},
	'in an answer with a length': {request: get, answer: mark => `HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n${mark}`},
	'in a chunk': {request: get, answer: mark => `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n100\r\n${mark}`},
	'in an answer without a length': {request: get, answer: mark => `HTTP/1.0 200 OK\r\n\r\n${mark}`},
	'in its body after its answer': {request: post, answer: whole},
	'after its answer': {request: get, answer: whole},
	'while its answer is not read': {request: get, answer: mark => `HTTP/1.1 200 OK\r\nContent-Length: ${longBytes}\r\n\r\n${mark.repeat(longBytes / mark.length)}`, isStalled: true},
};

const rubbish = '\u0001 rubbish\r\n\r\n';

const faults: Readonly<Record<string, (client: RawClient, connection: Connection | undefined) => void>> = {
	'its client is reset'(client) {
		client.reset();
	},
	'its client ends'(client) {
		client.end();
	},
	'its client sends rubbish'(client) {
		client.send(rubbish);
	},
	'its backend is reset'(_, connection) {
		// Node never closes a connection that is reset while its end is under way.
		if (connection?.socket.writableEnded === false) {
			connection.socket.resetAndDestroy();
		}
	},
	'its backend ends'(_, connection) {
		connection?.socket.end();
	},
	'its backend sends rubbish'(_, connection) {
		connection?.socket.write(rubbish);
	},
	'neither goes on'() {},
};

/** Of equal length, so that each can be told from all others. */
const markOf = (number: number): string => `case${String(number).padStart(4, '0')}`;
const markPattern = /case\d{4}/gv;

const cases = Object.entries(states).flatMap(([where, state]) => Object.entries(faults).map(([what, fault]) => ({name: `${where}, ${what}`, state, fault}))).map((each, number) => ({...each, mark: markOf(number)}));

/** Connections by the mark of their first request. */
const asked = new Map<string, Connection>();

const script: Script = connection => {
	const {socket} = connection;
	socket.on('error', () => {});
	socket.on('data', () => {
		const [mark] = connection.received.match(markPattern) ?? [];
		if (mark === undefined || asked.has(mark)) {
			return;
		}

		asked.set(mark, connection);
		socket.write(cases.find(each => each.mark === mark)!.state.answer!(mark));
	});
};

const until = async (isReached: () => boolean, what: () => string): Promise<void> => {
	for (const deadline = performance.now() + patienceMs; !isReached();) {
		assert.ok(performance.now() < deadline, what());
		// eslint-disable-next-line no-await-in-loop -- Until it is.
		await delay(5);
	}
};

const run = async ({state: {request, answer, isStalled}, fault, mark}: (typeof cases)[number]): Promise<RawClient> => {
	const client = await proxy.connect();
	client.socket.on('error', () => {});
	client.send(request(mark));
	if (answer !== undefined) {
		await until(() => asked.has(mark) || !client.socket.readable, () => `the backend was not asked for ${mark}`);
	}

	if (answer !== undefined && /\r\n\r\n.*case/v.test(answer(mark).slice(0, 200))) {
		await client.untilReceived(mark).catch(() => {});
	}

	if (isStalled) {
		client.pause();
	}

	fault(client, asked.get(mark));
	return client;
};

test('nothing is left in flight or open, and nothing reaches another client', async () => {
	const {control} = proxy;
	const before = control.status().totals;
	const socketsBefore = await openSockets();
	await backend.restart(script);
	const clients = await Promise.all(cases.map(async each => run(each)));
	await proxy.untilIdle();
	const unaccounted = (): number => {
		const {requests, responsesByClass} = control.status().totals;
		return requests - before.requests - responsesByClass.reduce((sum, each, index) => sum + each - before.responsesByClass[index]!, 0);
	};

	await until(() => unaccounted() === 0, () => `${unaccounted()} exchanges have no account`);
	for (const [index, {mark}] of cases.entries()) {
		clients[index]!.resume();
		assert.deepEqual(clients[index]!.received.match(markPattern)?.filter(each => each !== mark) ?? [], []);
	}

	// Idle connections end by their timeout, those of backends with this.
	const open = (): readonly string[] => cases.filter((_, index) => !clients[index]!.socket.readableEnded && !clients[index]!.socket.destroyed).map(({name}) => name);
	await until(() => open().length === 0, () => `open: ${open().join('; ')}`);
	proxy.closeClients();
	await backend.restart(hang);
	const deadline = performance.now() + patienceMs;
	let left = await openSockets();
	while (left !== socketsBefore && performance.now() < deadline) {
		// eslint-disable-next-line no-await-in-loop -- Until all are closed.
		[left] = await Promise.all([openSockets(), delay(20)]);
	}

	assert.equal(left, socketsBefore);
});
