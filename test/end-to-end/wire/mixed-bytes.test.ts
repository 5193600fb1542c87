import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import test, {after} from 'node:test';
import {requestHead} from '../../helpers/backend-scripts.js';
import type {RawClient} from '../../helpers/raw-client.js';
import type {Connection} from '../../helpers/scripted-backend.js';
import {shareProxy} from '../../helpers/shared-proxy.js';

const {proxy, begin} = await shareProxy(['--max-body=0']);
after(proxy.stop);

const pieceBytes = 64 * 1024;
/** More than the kernel takes for those who do not read. */
const bodyBytes = 16 * 1024 * 1024;

/** Answers each request with its path's letter, as often as the number behind it says, as fast as that is taken. */
const answerByLetter = (connections: Connection[]) => async (connection: Connection): Promise<void> => {
	connections.push(connection);
	const {socket} = connection;
	socket.on('error', () => {});
	let answered = 0;
	const answerNext = async (): Promise<void> => {
		const {letter, bytes} = Array.from(connection.received.matchAll(/^GET \/(?<letter>[a-z]?)(?<bytes>\d*) /gmv), ({groups: found}) => found!)[answered] ?? {};
		if (letter === undefined) {
			return;
		}

		answered++;
		if (letter === '') {
			// A health check.
			socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
			return;
		}

		socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${bytes}\r\n\r\n`);
		const piece = Buffer.alloc(pieceBytes, letter);
		let left = Number(bytes);
		const send = (): void => {
			while (left > 0 && socket.writable) {
				left -= pieceBytes;
				if (!socket.write(piece)) {
					socket.once('drain', send);
					return;
				}
			}
		};

		send();
	};

	await requestHead(connection);
	await answerNext();
	socket.on('data', () => {
		void answerNext();
	});
};

const bodyOf = ({received}: RawClient): string => received.slice(received.indexOf('\r\n\r\n') + 4);

/** Sends a request and reads nothing of the answer but its beginning. */
const stall = async (letter: string, bytes = bodyBytes): Promise<RawClient> => {
	const client = await proxy.connect();
	client.send(`GET /${letter}${bytes} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);
	await client.untilReceived(letter.repeat(100));
	client.pause();
	return client;
};

const readWhole = async (letter: string): Promise<void> => {
	const client = await proxy.connect();
	client.send(`GET /${letter}${bodyBytes} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);
	assert.equal(await client.closed, 'end');
	const body = bodyOf(client);
	assert.equal(body.length, bodyBytes);
	assert.equal(body.replaceAll(letter, '').length, 0);
};

const {control} = proxy;

for (const [how, settings, end] of [
	['is reset', {}, (connections: readonly Connection[]): void => {
		for (const {socket} of connections) {
			socket.resetAndDestroy();
		}
	}],
	['ends', {}, (connections: readonly Connection[]): void => {
		for (const {socket} of connections) {
			socket.destroy();
		}
	}],
	['is removed by force', {}, async (): Promise<void> => {
		const {id, url} = control.status().backends[0]!;
		await control.removeBackend(id, {force: true});
		await control.addBackend({url});
	}],
	['waits for them too long', {idleTimeout: '200ms'}, async (): Promise<void> => proxy.untilIdle()],
] as const) {
	test(`what a client has not taken yet when its backend ${how} is never another's`, async () => {
		const connections: Connection[] = [];
		await begin([answerByLetter(connections)], settings);
		const stalled = await Promise.all(['a', 'b', 'c'].map(async letter => stall(letter)));
		await end(connections);

		// Their bytes go through the buffers that those before have left.
		await readWhole('x');
		await readWhole('y');
		for (const [index, letter] of ['a', 'b', 'c'].entries()) {
			const client = stalled[index]!;
			client.resume();
			// eslint-disable-next-line no-await-in-loop -- One after the other.
			await client.closed;
			const body = bodyOf(client);
			assert.ok(body.length >= 100 && body.length < bodyBytes);
			assert.equal(body.replaceAll(letter, '').length, 0);
		}

		await proxy.untilIdle();
	});
}

test('clients that stall and go on get what is theirs', async () => {
	await begin([answerByLetter([])]);
	const letters = ['a', 'b', 'c'];
	const stalled = await Promise.all(letters.map(async letter => stall(letter)));
	await readWhole('x');
	for (const client of stalled) {
		client.resume();
	}

	await Promise.all(letters.map(async (letter, index) => {
		const client = stalled[index]!;
		await client.closed;
		const body = bodyOf(client);
		assert.deepEqual([body.length, body.replaceAll(letter, '').length], [bodyBytes, 0]);
	}));
});

test('the end of an answer that is not taken yet stays as it is when its backend serves others', async () => {
	await begin([answerByLetter([])]);
	// How much the kernel takes is for it to say: of some, the last piece is what it does not take.
	const sizes = Array.from({length: 26}, (_, index) => (index + 4) * 4 * pieceBytes);
	const stalled = await Promise.all(sizes.map(async (bytes, index) => stall(String.fromCodePoint('a'.codePointAt(0)! + index), bytes)));
	await readWhole('x');
	await Promise.all(stalled.map(async (client, index) => {
		const letter = String.fromCodePoint('a'.codePointAt(0)! + index);
		client.resume();
		await client.closed;
		const body = bodyOf(client);
		assert.deepEqual([body.length, body.replaceAll(letter, '').length], [sizes[index], 0]);
	}));
});
