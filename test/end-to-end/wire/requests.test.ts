import {Buffer} from 'node:buffer';
import assert from 'node:assert/strict';
import {setTimeout as delay} from 'node:timers/promises';
import test, {after, beforeEach} from 'node:test';
import {clientScheme} from '../../helpers/lane.js';
import {answerSlowly, hang, requestHead} from '../../helpers/backend-scripts.js';
import {recordRequests} from '../../helpers/recording-script.js';
import {startProxy} from '../../helpers/running-proxy.js';
import type {StrictRequest} from '../../helpers/strict-request.js';

const recording = recordRequests();
const proxy = await startProxy({scripts: [recording.script]});
const backend = proxy.backends[0]!;

beforeEach(async () => {
	await backend.restart(recording.script);
	recording.requests.length = 0;
});
after(proxy.stop);

/** Sends a request and gives back what the backend got for it. */
const forward = async (bytes: string): Promise<StrictRequest> => {
	const client = await proxy.connect();
	client.send(bytes);
	const response = await client.response(bytes.startsWith('HEAD'));
	assert.equal(response.status, 200);
	client.socket.destroy();
	assert.deepEqual(recording.problems, []);
	assert.equal(recording.requests.length, 1);
	return recording.requests[0]!;
};

for (const target of [
	'/',
	'//evil/x',
	'/a//b/../c/./d',
	'/%2e%2E/%2F%00%ff',
	'/?',
	'/?a=b?c&d=%20+',
	String.raw`/a;b=c,d/|[]{}^\"<>` + '`',
	'/:@!$&\'()*+,;=~',
	`/${'a'.repeat(8000)}`,
]) {
	test(`a target goes on byte for byte: ${target.slice(0, 40)}`, async () => {
		assert.equal((await forward(`GET ${target} HTTP/1.1\r\nHost: a\r\n\r\n`)).target, target);
	});
}

for (const [method, length] of [['PURGE', undefined], ['MKCOL', undefined], ['REPORT', undefined], ['DELETE', undefined], ['POST', '0'], ['PUT', '0']] as const) {
	test(`${method} without a body ${length === undefined ? 'gains no length' : 'says so'}, and leaves the connection to the next`, async () => {
		const first = await forward(`${method} /a HTTP/1.1\r\nHost: a\r\n\r\n`);
		assert.deepEqual([first.method, first.header('content-length'), first.header('transfer-encoding'), first.header('connection')], [method, length, undefined, 'keep-alive']);
		recording.requests.length = 0;
		assert.equal((await forward('GET /b HTTP/1.1\r\nHost: a\r\n\r\n')).target, '/b');
	});
}

test('OPTIONS * goes on as it is', async () => {
	const {method, target} = await forward('OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n');
	assert.deepEqual([method, target], ['OPTIONS', '*']);
});

for (const [method, target, origin] of [
	['GET', `${clientScheme}://b/x?y`, '/x?y'],
	['GET', `${clientScheme}://b`, '/'],
	['POST', `${clientScheme.toUpperCase()}://b?y`, '/?y'],
	['GET', `${clientScheme}://b//x/%2e%2E/?z=http://c/`, '//x/%2e%2E/?z=http://c/'],
	['OPTIONS', `${clientScheme}://b`, '*'],
	['OPTIONS', `${clientScheme}://b/`, '/'],
] as const) {
	for (const version of ['1.1', '1.0']) {
		test(`a URL goes to the backend as path and Host, whatever Host says: ${method} ${target} HTTP/${version}`, async () => {
			const request = await forward(`${method} ${target} HTTP/${version}\r\nHost: other\r\n\r\n`);
			assert.equal(request.target, origin);
			assert.equal(request.header('host'), 'b');
			assert.equal(request.header('x-forwarded-host'), 'b');
			const {target: logged} = await proxy.logRecord(proxy.control.status().totals.requests);
			assert.equal(logged, target);
		});
	}
}

for (const host of ['a', 'a.example:8080', 'a:65535', '127.0.0.1', '[::1]:80', 'a_b.example', 'a:', '%41']) {
	test(`Host is kept: ${host}`, async () => {
		assert.equal((await forward(`GET / HTTP/1.1\r\nHost: ${host}\r\n\r\n`)).header('host'), host);
	});
}

for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'QUERY']) {
	test(`a body with a length goes on: ${method}`, async () => {
		const request = await forward(`${method} / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello`);
		assert.deepEqual([request.method, request.body, request.header('content-length')], [method, 'hello', '5']);
	});

	test(`a chunked body goes on: ${method}`, async () => {
		const request = await forward(`${method} / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n`);
		assert.deepEqual([request.method, request.body, request.header('transfer-encoding')], [method, 'hello', 'chunked']);
	});
}

test('an empty body keeps its framing', async () => {
	assert.equal((await forward('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n')).header('content-length'), '0');
	recording.requests.length = 0;
	assert.equal((await forward('POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n')).header('transfer-encoding'), 'chunked');
});

test('zeros at the beginning of a length are taken off', async () => {
	const request = await forward('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0005\r\n\r\nhello');
	assert.deepEqual([request.header('content-length'), request.body], ['5', 'hello']);
});

test('the name of a coding is taken in any letter case', async () => {
	assert.equal((await forward('POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: CHUNKED\r\n\r\n5\r\nhello\r\n0\r\n\r\n')).body, 'hello');
});

test('chunk extensions are taken and not passed on', async () => {
	assert.equal((await forward('POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5;a="b;c"\r\nhello\r\n0;x=y\r\n\r\n')).body, 'hello');
});

test('trailers go on, but for those that would change what the request means', async () => {
	const {trailers} = await forward([
		'POST / HTTP/1.1\r\nHost: a\r\nTrailer: X-Sum, Host\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n',
		'X-Sum: 1\r\nHost: evil\r\nX-Forwarded-For: 1.2.3.4\r\nX_Forwarded_For: 1.2.3.4\r\nCookie: a=b\r\nAuthorization: x\r\nConnection: close\r\nVia: 1.1 x\r\nX-Other: 2\r\n\r\n',
	].join(''));
	assert.deepEqual(trailers, [['X-Sum', '1'], ['X-Other', '2']]);
});

test('TRAILER of a request without a body has no effect', async () => {
	assert.equal((await forward('GET / HTTP/1.1\r\nHost: a\r\nTrailer: foo\r\n\r\n')).header('trailer'), undefined);
});

test('values with bytes beyond ASCII go on byte for byte', async () => {
	const request = await forward('POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nX-Name: J\u00C3\u00BCrgen\r\nContent-Disposition: form-data; name="\u00C3\u00A9"\r\n\r\nx');
	assert.equal(request.header('x-name'), 'J\u00C3\u00BCrgen');
	assert.equal(request.header('content-disposition'), 'form-data; name="\u00C3\u00A9"');
});

test('several fields of one name stay several', async () => {
	const {fields} = await forward('GET / HTTP/1.1\r\nHost: a\r\nX-A: 1\r\nX-B: 2\r\nX-A: 3\r\nAccept: a\r\nAccept: b\r\n\r\n');
	assert.deepEqual(fields.map(([name, value]) => [name.toLowerCase(), value]).filter(([name]) => name === 'x-a' || name === 'accept'), [['x-a', '1'], ['x-a', '3'], ['accept', 'a'], ['accept', 'b']]);
});

test('a field may be called like a property of every object', async () => {
	const request = await forward('GET / HTTP/1.1\r\nHost: a\r\n__proto__: x\r\nconstructor: y\r\ntoString: z\r\n\r\n');
	assert.deepEqual([request.header('__proto__'), request.header('constructor'), request.header('tostring')], ['x', 'y', 'z']);
});

test('neither User-Agent nor Accept nor a body is invented', async () => {
	const {fields} = await forward('DELETE / HTTP/1.1\r\nHost: a\r\n\r\n');
	const names = fields.map(([name]) => name.toLowerCase());
	assert.deepEqual(names.filter(name => ['user-agent', 'accept', 'accept-encoding', 'content-length', 'transfer-encoding', 'content-type'].includes(name)), []);
});

test('Max-Forwards is counted down for the methods that trace the way, and for no others', async () => {
	assert.equal((await forward('TRACE / HTTP/1.1\r\nHost: a\r\nMax-Forwards: 5\r\n\r\n')).header('max-forwards'), '4');
	recording.requests.length = 0;
	assert.equal((await forward('GET / HTTP/1.1\r\nHost: a\r\nMax-Forwards: 0\r\n\r\n')).header('max-forwards'), '0');
	recording.requests.length = 0;
	const client = await proxy.connect();
	client.send('OPTIONS * HTTP/1.1\r\nHost: a\r\nMax-Forwards: 0\r\n\r\n');
	assert.equal((await client.response()).status, 501);
	assert.deepEqual(recording.requests, []);
});

test('an HTTP/1.0 request without Host gets one that the backend can take', async () => {
	const request = await forward('GET /x HTTP/1.0\r\n\r\n');
	assert.equal(request.header('host'), backend.url.slice('http://'.length));
	assert.equal(request.header('x-forwarded-host'), undefined);
	assert.match(request.header('via')!, /^1\.0 proxy-tui-/v);
});

test('empty lines before a request are passed over', async () => {
	assert.equal((await forward('\r\n\r\nGET /x HTTP/1.1\r\nHost: a\r\n\r\n')).target, '/x');
});

test('pipelined requests are served in order, one after the other', async () => {
	const inFlight: number[] = [];
	await backend.restart(connection => {
		let answered = 0;
		connection.socket.on('data', () => {
			const heads = connection.received.split('\r\n\r\n').length - 1;
			inFlight.push(heads - answered);
			setTimeout(() => {
				answered = heads;
				connection.socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx');
			}, 5);
		});
	});
	const client = await proxy.connect();
	const count = 40;
	client.send(Array.from({length: count}, (_, index) => `PUT /${index} HTTP/1.1\r\nHost: a\r\n\r\n`).join(''));
	for (let index = 0; index < count; index++) {
		// eslint-disable-next-line no-await-in-loop -- Responses come one after the other.
		assert.equal((await client.response()).status, 200);
	}

	assert.deepEqual(inFlight, Array.from({length: count}, () => 1));
	assert.equal(backend.connections.length, 1);
	const {received} = await backend.connection(1);
	const paths = Array.from(received.matchAll(/PUT \/(?<index>\d+) /gv), ({groups}) => Number(groups!['index']));
	assert.deepEqual(paths, Array.from({length: count}, (_, index) => index));
});

test('a pipelined body that comes later is served as well', async () => {
	const client = await proxy.connect();
	client.send('GET /1 HTTP/1.1\r\nHost: a\r\n\r\nPOST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhello');
	assert.equal((await client.response()).status, 200);
	client.send('worldGET /3 HTTP/1.1\r\nHost: a\r\n\r\n');
	assert.deepEqual([(await client.response()).status, (await client.response()).status], [200, 200]);
	assert.deepEqual(recording.requests.map(({target, body}) => [target, body]), [['/1', ''], ['/2', 'helloworld'], ['/3', '']]);
});

test('what follows a request that says Connection: close is not served', async () => {
	const client = await proxy.connect();
	client.send('GET /1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n');
	const response = await client.response();
	assert.deepEqual([response.status, response.header('connection')], [200, 'close']);
	assert.equal(await client.closed, 'end');
	assert.equal(client.received.match(/HTTP\/1\.1 /gv)!.length, 1);
	assert.deepEqual(recording.requests.map(({target}) => target), ['/1']);
});

test('a client that waits for 100 gets it when the backend is ready, and the backend never sees the expectation', async () => {
	const client = await proxy.connect();
	client.send('POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-Continue\r\nContent-Length: 5\r\n\r\n');
	assert.equal((await client.response()).status, 100);
	client.send('hello');
	assert.equal((await client.response()).status, 200);
	assert.deepEqual(recording.requests.map(({body}) => body), ['hello']);
	assert.equal(recording.requests[0]!.header('expect'), undefined);
});

test('HTTP/1.0 knows no expectations', async () => {
	const request = await forward('POST / HTTP/1.0\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\nhello');
	assert.equal(request.body, 'hello');
});

test('the body of a client that was not asked for it is not taken for a request', async () => {
	const unavailable = await startProxy({});
	after(unavailable.stop);
	const client = await unavailable.connect();
	client.send('POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 35\r\n\r\n');
	const response = await client.response();
	assert.deepEqual([response.status, response.header('connection')], [503, 'close']);
	client.send('GET /hidden HTTP/1.1\r\nHost: a\r\n\r\n');
	assert.equal(await client.closed, 'end');
	assert.equal(client.received.match(/HTTP\/1\.1 /gv)!.length, 1);
});

test('a client that was asked for its body can be answered before it has sent that', async () => {
	await backend.restart(async connection => {
		await requestHead(connection);
		connection.socket.write('HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno');
	});
	const client = await proxy.connect();
	client.send('POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n');
	assert.equal((await client.response()).status, 100);
	assert.equal((await client.response()).status, 403);
	client.send('helloGET /next HTTP/1.1\r\nHost: a\r\n\r\n');
	assert.equal((await client.response()).status, 403);
});

for (const head of ['POST / HTTP/1.1\r\nHost: a', 'POST / HTTP/1.1\r\nHost: a\r\nConnection: close', 'POST / HTTP/1.0']) {
	test(`an early answer reaches a client that is still sending: ${JSON.stringify(head)}`, async () => {
		await backend.restart(async connection => {
			await requestHead(connection);
			connection.socket.end('HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno');
		});
		const client = await proxy.connect();
		// It looks at its answer only when it has sent much more.
		client.pause();
		client.send(`${head}\r\nContent-Length: 50000000\r\n\r\n`);
		const piece = Buffer.alloc(65_536, 'x');
		for (let time = 0; time < 50; time++) {
			client.send(piece);
			// eslint-disable-next-line no-await-in-loop -- Piece by piece.
			await delay(2);
		}

		client.resume();
		const response = await client.response();
		assert.deepEqual([response.status, response.body, response.isComplete], [413, 'no', true]);
		client.socket.destroy();
		await proxy.untilIdle();
	});
}

test('a body is taken no faster than the backend takes it', async () => {
	const stalled = Promise.withResolvers<void>();
	await backend.restart(async ({socket}) => {
		socket.pause();
		await stalled.promise;
		socket.resume();
		socket.on('end', () => {
			socket.end();
		});
	});
	const client = await proxy.connect();
	client.send('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000000\r\n\r\n');
	const piece = Buffer.alloc(1_000_000, 'x');
	let sent = 0;
	// Until for a while none of it is taken any more.
	for (let idle = 0; idle < 20;) {
		if (client.socket.writableLength === 0) {
			client.send(piece);
			sent += piece.length;
			idle = 0;
		}

		idle++;
		// eslint-disable-next-line no-await-in-loop -- To see whether more is taken takes time.
		await delay(5);
	}

	assert.ok(sent < 40_000_000, `${sent} bytes were taken from the client although the backend took none`);
	client.socket.destroy();
	stalled.resolve();
	await proxy.untilIdle();
});

test('a body with a wrong chunk ends the try at the backend and is refused', async () => {
	const {failures} = proxy.control.status().backends[0]!;
	const client = await proxy.connect();
	client.send('POST /broken HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n');
	const connection = await backend.connection(1);
	client.send('zz\r\n');
	const response = await client.response();
	assert.deepEqual([response.status, (response.json() as {code: string}).code], [400, 'malformed_request']);
	assert.equal(await client.closed, 'end');
	client.socket.destroy();
	await connection.closed;
	assert.ok(!connection.received.endsWith('\r\n0\r\n\r\n'));
	assert.deepEqual(recording.requests, []);
	await proxy.untilIdle();
	assert.equal(proxy.control.status().backends[0]!.failures, failures);
});

test('the backend hears of a request before the first byte of its body has come', async () => {
	const client = await proxy.connect();
	client.send('POST /early HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nX-Name: \u00C3\u00BC\r\n\r\n');
	const connection = await backend.connection(1);
	await requestHead(connection);
	assert.match(connection.received, /^post \/early http\/1\.1\r\n(?:.*\r\n)*x-name: \u{C3}\u{BC}\r\n(?:.*\r\n)*\r\n$/iv);
	client.send('hello');
	assert.equal((await client.response()).status, 200);
});

for (const [name, request, count] of [
	['HTTP/1.1', 'GET / HTTP/1.1\r\nHost: a\r\n\r\n', 1],
	['HTTP/1.0', 'GET / HTTP/1.0\r\n\r\n', 1],
	['a body', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello', 1],
	['several requests', 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(3), 3],
] as const) {
	test(`a client that ends its side is answered all the same: ${name}`, async () => {
		await backend.restart(async connection => {
			await requestHead(connection);
			await delay(50);
			connection.socket.write('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nha');
			await delay(50);
			connection.socket.end('lf');
		});
		const client = await proxy.connect();
		client.send(request);
		client.end();
		for (let index = 0; index < count; index++) {
			// eslint-disable-next-line no-await-in-loop -- Responses come one after the other.
			const {status, body} = await client.response();
			assert.deepEqual([status, body], [200, 'half']);
		}

		assert.equal(await client.closed, 'end');
		await proxy.untilIdle();
	});
}

test('an answer may take its time with a client that has ended its side, as long as it moves', async () => {
	const text = 'it takes its time';
	await backend.restart(async connection => {
		await requestHead(connection);
		connection.socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${text.length}\r\n\r\n`);
		await answerSlowly(text, 40)(connection);
	});
	const client = await proxy.connect();
	client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
	client.end();
	const {body, isComplete} = await client.response();
	assert.deepEqual([body, isComplete], [text, true]);
});

for (const [name, request] of [
	['before its answer', 'GET /left HTTP/1.1\r\nHost: a\r\n\r\n'],
	['in the middle of its body', 'POST /left HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhello'],
	['in the middle of a chunk', 'POST /left HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\na\r\nhello'],
] as const) {
	for (const leave of ['end', 'reset'] as const) {
		test(`a client that leaves ${name} ends the try at the backend, which is not to blame: by ${leave}`, async () => {
			await backend.restart(hang);
			const {failures} = proxy.control.status().backends[0]!;
			const {aborted} = proxy.control.status().totals;
			const client = await proxy.connect();
			client.send(request);
			const connection = await backend.connection(1);
			await requestHead(connection);
			client[leave]();
			await connection.closed;
			await proxy.untilIdle();
			const status = proxy.control.status();
			assert.deepEqual([status.backends[0]!.failures, status.totals.aborted], [failures, aborted + 1]);
			assert.ok(!connection.received.endsWith('\r\n0\r\n\r\n'));
		});
	}
}
