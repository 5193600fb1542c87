import assert from 'node:assert/strict';
import {once} from 'node:events';
import https from 'node:https';
import type {RequestListener} from 'node:http';
import type {AddressInfo} from 'node:net';
import test, {type TestContext} from 'node:test';
import {Transport} from '../../../../../source/engines/control/certificates/acme/transport.js';
import {makeCertificate} from '../../../../helpers/certificates.js';

const authority = makeCertificate('authority');
const own = makeCertificate('own', {hosts: ['127.0.0.1'], issuer: authority});

const start = async (t: TestContext, listener: RequestListener, ca: string = authority.cert) => {
	const server = https.createServer(own, listener);
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const transport = new Transport(ca, '1.2.3');
	t.after(() => {
		transport.stop();
		server.close();
		server.closeAllConnections();
	});
	const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
	return {transport, host, send: async (body?: string) => transport.send({method: body === undefined ? 'GET' : 'POST', url: `https://${host}/`, ...(body !== undefined && {body})})};
};

test('requests name the program and the type of their body', async t => {
	const {send} = await start(t, ({method, headers}, response) => {
		response.setHeader('replay-nonce', 'n');
		response.end(`${method} ${headers['user-agent']} ${headers['content-type']}`);
	});
	const {status, headers, body} = await send('{}');
	assert.deepEqual([status, headers['replay-nonce'], body], [200, 'n', 'POST proxy-tui/1.2.3 application/jose+json']);
	assert.equal((await send()).body, 'GET proxy-tui/1.2.3 undefined');
});

test('a connection that the authority closes while it is idle costs nothing but another', async t => {
	const seen = new Set<unknown>();
	let connections = 0;
	const {send} = await start(t, ({socket}, response) => {
		if (seen.has(socket)) {
			socket.destroy();
			return;
		}

		seen.add(socket);
		connections++;
		response.end('ok');
	});
	for (let index = 0; index < 3; index++) {
		// eslint-disable-next-line no-await-in-loop -- Each on the connection of the one before.
		assert.equal((await send('{}')).body, 'ok');
	}

	assert.equal(connections, 3);
});

test('what cannot be reached, or sends too much, is named, with what to do about it', async t => {
	const unknown = await start(t, (_request, response) => {
		response.end();
	}, makeCertificate('another').cert);
	await assert.rejects(unknown.send(), {message: `The authority at ${unknown.host} cannot be reached: TLS: certificate of an unknown authority; give the authority of its own certificate with --acme-ca`});

	const long = await start(t, (_request, response) => {
		response.end('a'.repeat(2 ** 21));
	});
	await assert.rejects(long.send(), {message: /its response is longer than 1048576 bytes/v});

	const silent = await start(t, ({socket}) => {
		socket.destroy();
	});
	await assert.rejects(silent.send(), {message: /^The authority at .* cannot be reached: socket hang up$/v});
});
