import assert from 'node:assert/strict';
import {once} from 'node:events';
import {after, test} from 'node:test';
import {localProxyHeader, proxyHeader} from '../../../source/model/proxy-protocol/write-proxy-header.js';
import {type RawClient} from '../../helpers/raw-client.js';
import {type RunningProxy, startProxy} from '../../helpers/running-proxy.js';
import {type Connection, type Script, startBackend} from '../../helpers/scripted-backend.js';

const answer = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

/** Answers each request, whatever the connection begins with. */
const answerAll: Script = connection => {
	let answered = 0;
	connection.socket.on('data', () => {
		const requests = connection.received.match(/ HTTP\/1\.\d\r\n.+?\r\n\r\n/gsv)?.length ?? 0;
		for (; answered < requests; answered++) {
			connection.socket.write(answer);
		}
	});
};

const start = async (version: string, ...flags: readonly string[]): Promise<RunningProxy> => {
	const proxy = await startProxy({scripts: [answerAll, answerAll], flags: ['--policy=first', `--send-proxy=${version}`, ...flags]});
	after(proxy.stop);
	return proxy;
};

const get = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n';

const exchange = async (client: RawClient, request = get): Promise<void> => {
	client.send(request);
	const {status} = await client.response();
	assert.equal(status, 200);
};

/** What a connection begins with, before its first request. */
const beginning = ({received}: Connection): string => received.slice(0, received.search(/(?:GET|POST) /v));

const headerOf = (version: 'v1' | 'v2', client: RawClient, proxy: RunningProxy): string => proxyHeader(version, {
	address: '127.0.0.1', port: client.socket.localPort!, destination: {address: '127.0.0.1', port: proxy.clientPort},
}).toString('latin1');

for (const version of ['v1', 'v2'] as const) {
	test(`a connection begins with its client in ${version}, and carries the requests of no other`, async () => {
		const proxy = await start(version);
		const [backend] = proxy.backends;
		const first = await proxy.connect();
		const second = await proxy.connect();
		await exchange(first);
		await exchange(second);
		await exchange(first);
		await exchange(second);
		const {connections} = backend!;
		assert.deepEqual(connections.map(connection => beginning(connection)), [first, second].map(client => headerOf(version, client, proxy)));
		// Idle, and of no use to any other client.
		first.socket.destroy();
		await connections[0]!.closed;
		await exchange(second);
		assert.equal(connections.length, 2);
	});

	test(`exchanges of the general lane begin with it in ${version}, too`, async () => {
		const proxy = await start(version);
		const [backend] = proxy.backends;
		const client = await proxy.connect();
		await exchange(client);
		// Carried by node:http from here on.
		await exchange(client, 'TRACE / HTTP/1.1\r\nHost: a\r\n\r\n');
		await exchange(client);
		for (const connection of backend!.connections) {
			assert.ok(connection.received.startsWith(headerOf(version, client, proxy)));
		}

		client.socket.destroy();
		await Promise.all(backend!.connections.map(async ({closed}) => closed));
	});

	test(`a health check begins with the header for no client in ${version}`, async t => {
		const checked = await startBackend(answerAll);
		t.after(checked.close);
		const proxy = await startProxy({urls: [checked.url], flags: [`--send-proxy=${version}`]});
		t.after(proxy.stop);
		const {received, socket} = await checked.connection(1);
		if (received === '') {
			await once(socket, 'data');
		}

		assert.equal(beginning(checked.connections[0]!), localProxyHeader(version).toString('latin1'));
	});
}

test('the next backend gets it as well when one fails', async () => {
	const proxy = await start('v1');
	const [first, second] = proxy.backends;
	first!.setScript(({socket}) => {
		socket.destroy();
	});
	const client = await proxy.connect();
	await exchange(client);
	assert.equal(beginning(second!.connections[0]!), headerOf('v1', client, proxy));
});

test('the client that a load balancer in front names is passed on', async () => {
	const proxy = await start('v2', '--accept-proxy=loopback');
	const client = await proxy.connect(false);
	const origin = {address: '2001:db8::7', port: 4711, destination: {address: '2001:db8::1', port: 443}};
	client.send(proxyHeader('v1', origin));
	await exchange(client);
	assert.equal(beginning(proxy.backends[0]!.connections[0]!), proxyHeader('v2', origin).toString('latin1'));
});
