import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import {connect, type Socket} from 'node:net';
import test, {after, type TestContext} from 'node:test';
import {connect as connectTls} from 'node:tls';
import {proxyHeader} from '../../../source/model/proxy-protocol/write-proxy-header.js';
import {RawClient} from '../../helpers/raw-client.js';
import {startProxy} from '../../helpers/running-proxy.js';
import type {Script} from '../../helpers/scripted-backend.js';
import {tlsFlags} from '../../helpers/tls-files.js';

/** Answers each request with its head as the body. */
const echo: Script = ({socket}) => {
	let received = '';
	socket.on('data', chunk => {
		received += chunk.toString('latin1');
		for (let end = received.indexOf('\r\n\r\n'); end !== -1; end = received.indexOf('\r\n\r\n')) {
			socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${end}\r\n\r\n${received.slice(0, end)}`);
			received = received.slice(end + 4);
		}
	});
};

const proxy = await startProxy({scripts: [echo], flags: ['--accept-proxy=loopback', '--header-timeout=300ms', '--forwarded', '--access-log=off', ...tlsFlags()]});
after(proxy.stop);

const get = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n';
const client = {address: '203.0.113.7', port: 4711, destination: {address: '198.51.100.1', port: 443}};

const accepted = async (t: TestContext): Promise<Socket> => {
	const socket = connect({port: proxy.port, host: '127.0.0.1', noDelay: true});
	t.after(() => {
		socket.destroy();
	});
	await once(socket, 'connect');
	return socket;
};

/** The head that the backend got. */
const forwarded = async (raw: RawClient): Promise<string> => {
	const {status, body} = await raw.response();
	assert.equal(status, 200);
	return body;
};

/** How many exchanges were logged so far, once nothing is in flight. */
const logged = async (): Promise<number> => {
	await proxy.untilIdle();
	return proxy.control.status().totals.requests;
};

const newestClient = async (): Promise<string> => (await proxy.logRecord(await logged())).client;

for (const version of ['v1', 'v2'] as const) {
	test(`a client is the one that ${version} tells of, everywhere`, async t => {
		const socket = await accepted(t);
		const raw = RawClient.on(socket);
		raw.send(proxyHeader(version, client));
		raw.send(get);
		const head = await forwarded(raw);
		assert.match(head, /^x-forwarded-for: 203\.0\.113\.7\r?$/imv);
		assert.match(head, /^x-forwarded-port: 443\r?$/imv);
		assert.match(head, /^forwarded: for=203\.0\.113\.7;/imv);
		assert.equal(await newestClient(), '203.0.113.7');
		// The header counts for the whole connection.
		raw.send(get);
		assert.match(await forwarded(raw), /^x-forwarded-for: 203\.0\.113\.7\r?$/imv);
	});

	test(`${version} is read byte by byte, with the request behind it`, async t => {
		const socket = await accepted(t);
		const raw = RawClient.on(socket);
		for (const byte of proxyHeader(version, client)) {
			raw.send(Uint8Array.of(byte));
		}

		raw.send(get + get);
		const answers = [await raw.response(), await raw.response()];
		assert.deepEqual(answers.map(({status}) => status), [200, 200]);
		assert.equal(await newestClient(), '203.0.113.7');
	});

	test(`${version} comes before TLS`, async t => {
		const carrier = connect({port: proxy.tlsPort!, host: '127.0.0.1'});
		t.after(() => {
			carrier.destroy();
		});
		await once(carrier, 'connect');
		carrier.write(proxyHeader(version, client));
		const socket = connectTls({socket: carrier, rejectUnauthorized: false});
		const raw = RawClient.on(socket);
		await once(socket, 'secureConnect');
		raw.send(get);
		const head = await forwarded(raw);
		assert.match(head, /^x-forwarded-for: 203\.0\.113\.7\r?$/imv);
		assert.match(head, /^x-forwarded-proto: https\r?$/imv);
	});
}

test('the header goes with its connection, whichever lane carries it', async t => {
	const socket = await accepted(t);
	const raw = RawClient.on(socket);
	raw.send(proxyHeader('v1', client));
	raw.send('GET / HTTP/1.0\r\nHost: a\r\n\r\n');
	const head = await forwarded(raw);
	assert.match(head, /^x-forwarded-for: 203\.0\.113\.7\r?$/imv);
});

test('a peer that speaks for itself keeps its own address', async t => {
	const socket = await accepted(t);
	const raw = RawClient.on(socket);
	raw.send(`PROXY UNKNOWN\r\n${get}`);
	const head = await forwarded(raw);
	assert.match(head, /^x-forwarded-for: 127\.0\.0\.1\r?$/imv);
});

test('a client that speaks TLS with the peer in front came by https', async t => {
	const socket = await accepted(t);
	const raw = RawClient.on(socket);
	raw.send(Buffer.from('0d0a0d0a000d0a515549540a21110014cb007107c6336401126701bb2000050100000000', 'hex'));
	raw.send(get);
	const head = await forwarded(raw);
	assert.match(head, /^x-forwarded-proto: https\r?$/imv);
});

test('without the header a request is refused in words, and counted', async t => {
	const before = await logged();
	const socket = await accepted(t);
	const raw = RawClient.on(socket);
	raw.send(get);
	const {status, body} = await raw.response();
	assert.equal(status, 400);
	assert.match(body, /--accept-proxy/v);
	await raw.closed;
	assert.equal((await proxy.logRecord(before + 1)).status, 400);
});

test('half a header ends with the header timeout, silence without a line in the log', async t => {
	const before = await logged();
	const silent = RawClient.on(await accepted(t));
	await silent.closed;
	assert.equal(silent.received, '');
	assert.equal(await logged(), before);
	const half = RawClient.on(await accepted(t));
	half.send('PROXY TCP4 203.0');
	assert.equal((await half.response()).status, 400);
});

test('the setting is live, and outside the ranges a header is a malformed request', async t => {
	await proxy.control.updateSettings({acceptProxy: ['10.0.0.0/8']});
	t.after(async () => proxy.control.updateSettings({acceptProxy: ['loopback']}));
	const plain = RawClient.on(await accepted(t));
	plain.send(get);
	assert.equal((await plain.response()).status, 200);
	const told = RawClient.on(await accepted(t));
	told.send(proxyHeader('v1', client));
	told.send(get);
	assert.equal((await told.response()).status, 400);
});
