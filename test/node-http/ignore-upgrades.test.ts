import assert from 'node:assert/strict';
import {once} from 'node:events';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import test from 'node:test';
import {ignoreUpgrades} from '../../source/node-http/ignore-upgrades.js';
import {RawClient} from '../helpers/raw-client.js';

test('requests whose Upgrade is ignored are answered, and others are handed over', async () => {
	const server = createServer((request, response) => {
		response.end(request.url);
	});
	server.on('upgrade', (request, socket) => {
		socket.end(`HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n${request.headers.upgrade}`);
	});
	server.on('connect', (_request, socket) => {
		socket.end('HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nway');
	});
	ignoreUpgrades(server, request => request.headers.upgrade === 'b');
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const {port} = server.address() as AddressInfo;
	const fields = (protocol: string): string => `Host: a\r\nConnection: Upgrade\r\nUpgrade: ${protocol}\r\n`;

	const client = await RawClient.connect(port);
	client.send(`GET /1 HTTP/1.1\r\n${fields('b')}\r\n`);
	assert.equal((await client.response()).body, '/1');
	client.send(`POST /2 HTTP/1.1\r\n${fields('b')}Content-Length: 2\r\n\r\nok`);
	assert.equal((await client.response()).body, '/2');
	client.send(`GET /3 HTTP/1.1\r\n${fields('else')}\r\n`);
	assert.equal((await client.response()).body, 'else');
	client.end();

	const tunneling = await RawClient.connect(port);
	tunneling.send(`CONNECT a:1 HTTP/1.1\r\n${fields('b')}\r\n`);
	await tunneling.closed;
	assert.match(tunneling.received, /way$/v);
	tunneling.end();
	server.close();
});
