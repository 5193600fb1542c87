import assert from 'node:assert/strict';
import {once} from 'node:events';
import {constants, type ClientHttp2Session, type ClientHttp2Stream} from 'node:http2';
import test, {after} from 'node:test';
import {answer} from '../../helpers/backend-scripts.js';
import {connectHttp2, readAnswer} from '../../helpers/http2-client.js';
import type {Script} from '../../helpers/scripted-backend.js';
import {shareProxy} from '../../helpers/shared-proxy.js';
import {tlsFlags} from '../../helpers/tls-files.js';
import {accept, switching} from '../../helpers/tunnel-scripts.js';

const {proxy, begin, backend, newestRecord} = await shareProxy(tlsFlags());
let session: ClientHttp2Session | undefined;
after(async () => {
	session?.destroy();
	await proxy.stop();
});

const askFor = async (script: Script, protocol = 'websocket'): Promise<ClientHttp2Stream> => {
	session?.destroy();
	await begin([script]);
	session = await connectHttp2(proxy.tlsPort!);
	assert.equal(session.remoteSettings.enableConnectProtocol, true);
	const stream = session.request({
		':method': 'CONNECT', ':protocol': protocol, ':scheme': 'https', ':path': '/chat', ':authority': 'a.example', 'sec-websocket-version': '13', 'sec-websocket-protocol': 'chat',
	}, {endStream: false});
	stream.on('error', () => {});
	return stream;
};

const echo: Script = connection => {
	let isOpen = false;
	connection.socket.on('data', data => {
		if (isOpen) {
			connection.socket.write(data);
		} else if (connection.received.endsWith('\r\n\r\n')) {
			isOpen = true;
			connection.socket.write(switching());
		}
	});
};

test('a WebSocket by HTTP/2 goes to its backend as an upgrade, and bytes pass both ways', async () => {
	const stream = await askFor(echo);
	const [headers] = await once(stream, 'response') as [Record<string, string | number>];
	assert.deepEqual([headers[':status'], headers['sec-websocket-accept'], headers['upgrade']], [200, undefined, undefined]);
	const {received, closed} = await backend.connection(1);
	assert.match(received, /^GET \/chat HTTP\/1\.1\r\n/v);
	for (const field of [/\r\nhost: a\.example\r\n/iv, /\r\nupgrade: websocket\r\n/iv, /\r\nconnection: .*upgrade/iv, /\r\nsec-websocket-key: [\w+\/]{22}==\r\n/iv, /\r\nsec-websocket-protocol: chat\r\n/iv]) {
		assert.match(received, field);
	}

	assert.doesNotMatch(received, /transfer-encoding|content-length/iv);
	stream.write('hello');
	assert.equal(String((await once(stream, 'data'))[0]), 'hello');
	stream.end();
	await closed;
	await once(stream, 'close');
	const {status, error, protocol, requestBytes, responseBytes} = await newestRecord();
	assert.deepEqual([status, error, protocol, requestBytes, responseBytes], [101, undefined, 'h2', 5, 5]);
});

test('bytes behind the consent arrive, and the end of the backend ends the stream', async () => {
	const stream = await askFor(accept('early'));
	const answered = readAnswer(stream);
	await once(stream, 'data');
	(await backend.connection(1)).socket.end();
	stream.end();
	const {body, code} = await answered;
	assert.deepEqual([body, code], ['early', constants.NGHTTP2_NO_ERROR]);
});

test('a client that resets the stream leaves the backend', async () => {
	const stream = await askFor(echo);
	await once(stream, 'response');
	stream.close(constants.NGHTTP2_CANCEL);
	await (await backend.connection(1)).closed;
	assert.equal((await newestRecord()).status, 101);
	assert.equal(session!.destroyed, false);
});

for (const [what, bytes, status] of [
	['a refusal is passed on', 'HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno', 403],
	['a backend that answers without switching has not consented', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok', 502],
] as const) {
	test(what, async () => {
		const stream = await askFor(answer(bytes));
		assert.equal((await readAnswer(stream)).status, status);
	});
}

test('other protocols are not supported', async () => {
	const stream = await askFor(echo, 'connect-udp');
	assert.equal((await readAnswer(stream)).status, 501);
});
