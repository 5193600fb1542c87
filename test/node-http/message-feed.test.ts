import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http';
import {connect, type AddressInfo, type Socket} from 'node:net';
import {Duplex} from 'node:stream';
import test, {type TestContext} from 'node:test';
import {MessageFeed} from '../../source/node-http/message-feed.js';

/** A server that hands what it reads to `onRequest`, at most so many requests of a connection before they are answered. */
const feedingServer = (maxRequests: number, onRequest: (request: IncomingMessage, response: ServerResponse) => void) => {
	const server = createServer({requireHostHeader: false});
	const feed = new MessageFeed(server, maxRequests);
	server.on('request', (request, response) => {
		feed.take(request, response);
		onRequest(request, response);
	});
	return server;
};

/** The only client of a server that the test starts. */
const connectedClient = async (t: TestContext, server: Server): Promise<Socket> => {
	t.after(() => {
		server.close();
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
	t.after(() => {
		client.destroy();
	});
	return client;
};

const h2c = 'Connection: Upgrade\r\nUpgrade: h2c\r\n';
const inner = 'GET /inner HTTP/1.1\r\n\r\n';
const stream = [
	`GET /1 HTTP/1.1\r\n${h2c}\r\n`,
	`POST /2 HTTP/1.1\r\n${h2c}Content-Length: ${inner.length}\r\n\r\n${inner}`,
	`\r\n\r\nPOST /3 HTTP/1.1\r\n${h2c}Transfer-Encoding: chunked\r\n\r\n4\r\n\r\n\r\n\r\n${inner.length.toString(16)}\r\n${inner}\r\n0\r\nX-A: b\r\n\r\n`,
	'PUT /4 HTTP/1.1\r\nContent-Length: 6\r\n\r\n\r\n\r\n\r\n',
	'GET /5 HTTP/1.1\r\n\r\n',
].join('');
const meant = [['/1', ''], ['/2', inner], ['/3', `\r\n\r\n${inner}`], ['/4', '\r\n\r\n\r\n'], ['/5', '']];

/** What the requests are that come in these pieces, each read by itself. */
const requestsIn = async (pieces: readonly string[], maxRequests: number): Promise<string[][]> => {
	const requests: string[][] = [];
	const {promise, resolve} = Promise.withResolvers<void>();
	const server = feedingServer(maxRequests, (request, response) => {
		const seen = [request.url!, ''];
		requests.push(seen);
		request.on('data', (chunk: Buffer) => {
			seen[1] += chunk.toString('latin1');
		});
		request.on('end', () => {
			response.end();
			if (request.url === '/5') {
				resolve();
			}
		});
	});
	const left = [...pieces];
	const connection = new Duplex({
		read() {
			const piece = left.shift();
			if (piece !== undefined) {
				this.push(Buffer.from(piece, 'latin1'));
			}
		},
		write(_chunk, _encoding, callback) {
			callback();
		},
	});
	server.on('clientError', resolve);
	server.emit('connection', connection);
	await promise;
	connection.destroy();
	return requests;
};

for (const maxRequests of [1, 3]) {
	test(`messages are the same wherever they are cut, and nothing behind an ignored upgrade is lost, with ${maxRequests} at once`, async () => {
		for (let cut = 0; cut < stream.length; cut++) {
			// eslint-disable-next-line no-await-in-loop -- One after the other.
			assert.deepEqual(await requestsIn([stream.slice(0, cut), stream.slice(cut)].filter(piece => piece !== ''), maxRequests), meant, `cut at ${cut}`);
		}

		assert.deepEqual(await requestsIn([...stream], maxRequests), meant, 'cut everywhere');
	});
}

for (const maxRequests of [1, 16]) {
	test(`of a thousand requests at once, ${maxRequests} are in memory before the first is answered`, async t => {
		const waiting: ServerResponse[] = [];
		const targets: string[] = [];
		const server = feedingServer(maxRequests, (request, response) => {
			targets.push(request.url!);
			waiting.push(response);
			server.emit('taken');
		});
		const client = await connectedClient(t, server);
		client.resume();
		const sent = Array.from({length: 1000}, (_, index) => `/${index}`);
		client.write(sent.map(target => `GET ${target} HTTP/1.1\r\n\r\n`).join(''));
		for (const target of sent) {
			while (waiting.length === 0) {
				// eslint-disable-next-line no-await-in-loop -- One after the other.
				await once(server, 'taken');
			}

			assert.ok(waiting.length <= maxRequests, `${waiting.length} are in memory before ${target} is answered`);
			waiting.shift()!.end();
		}

		assert.deepEqual(targets, sent);
	});
}

test('however fast it is answered, a connection that pipelines gives way to others', async t => {
	let inTurn = 0;
	let most = 0;
	const server = feedingServer(16, (request, response) => {
		if (inTurn++ === 0) {
			setImmediate(() => {
				inTurn = 0;
			});
		}

		most = Math.max(most, inTurn);
		response.end(request.url);
	});
	const client = await connectedClient(t, server);
	let received = '';
	client.on('data', chunk => {
		received += chunk.toString();
	});
	client.write(`${'GET /one HTTP/1.1\r\n\r\n'.repeat(1000)}GET /last HTTP/1.1\r\n\r\n`);
	while (!received.endsWith('/last')) {
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		await once(client, 'data');
	}

	assert.ok(most <= 32, `${most} were served in one turn of the event loop`);
});

test('however many connections pipeline, a new one is answered before they are', async t => {
	let served = 0;
	const server = feedingServer(16, (request, response) => {
		served++;
		response.end(request.url);
	});
	t.after(() => {
		server.closeAllConnections();
		server.close();
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const connections = 40;
	const requests = 1000;
	const open = async (bytes: string): Promise<void> => {
		const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
		t.after(() => {
			client.destroy();
		});
		await once(client, 'connect');
		client.write(bytes);
	};

	await Promise.all(Array.from({length: connections}, async () => open('GET /one HTTP/1.1\r\n\r\n'.repeat(requests))));
	const answered = new Promise<number>(resolve => {
		server.on('request', ({url}) => {
			if (url === '/new') {
				resolve(served);
			}
		});
	});
	await open('GET /new HTTP/1.1\r\n\r\n');
	const before = await answered;
	assert.ok(before < connections * requests / 4, `${before} were served before it`);
});
