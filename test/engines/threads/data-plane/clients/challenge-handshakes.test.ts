import assert from 'node:assert/strict';
import {once} from 'node:events';
import type {AddressInfo} from 'node:net';
import {text} from 'node:stream/consumers';
import test, {type TestContext} from 'node:test';
import {createSecureContext, createServer, type ConnectionOptions, type SecureVersion} from 'node:tls';
import {challengeCertificate} from '../../../../../source/engines/control/certificates/acme/challenge-certificate.js';
import {ChallengeHandshakes} from '../../../../../source/engines/threads/data-plane/clients/challenge-handshakes.js';
import {makeCertificate} from '../../../../helpers/certificates.js';
import {shakeHands} from '../../../../helpers/tls-client.js';

/** The serial number of the certificate that a client is shown, the protocol that was chosen, and what the server says. */
const shown = async (port: number, options: ConnectionOptions): Promise<readonly [string, string | false | null, string]> => {
	const socket = await shakeHands(port, options);
	const {serialNumber} = socket.getPeerX509Certificate()!;
	return [serialNumber, socket.alpnProtocol, await text(socket)];
};

const start = async (t: TestContext) => {
	const usual = makeCertificate('usual', {hosts: ['b.example']});
	const byName = createSecureContext(makeCertificate('by name', {hosts: ['a.example']}));
	const handshakes = new ChallengeHandshakes();
	const server = createServer({
		...usual,
		ALPNCallback: handshakes.alpnCallback(['h2', 'http/1.1']),
		SNICallback: handshakes.sniCallback(name => name === 'a.example' ? byName : undefined),
	}, socket => {
		socket.on('error', () => {});
		socket.end(handshakes.hasAnswered(socket) ? 'challenge' : 'usual');
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	t.after(() => {
		server.close();
	});
	return {handshakes, port: (server.address() as AddressInfo).port};
};

for (const version of ['TLSv1.2', 'TLSv1.3'] as const satisfies readonly SecureVersion[]) {
	test(`a challenge is answered with its certificate, all others with that of the name: ${version}`, async t => {
		const {handshakes, port} = await start(t);
		const client = {minVersion: version, maxVersion: version, servername: 'a.example'};
		const [usualSerial] = await shown(port, client);
		const challenge = await challengeCertificate('a.example', 'token.thumbprint');
		handshakes.apply([challenge, {type: 'http-01', token: 't', keyAuthorization: 'k'}]);
		const [serial, protocol, said] = await shown(port, {...client, servername: 'A.example', ALPNProtocols: ['acme-tls/1']});
		assert.deepEqual([protocol, said], ['acme-tls/1', 'challenge']);
		assert.notEqual(serial, usualSerial);
		assert.deepEqual(await shown(port, {...client, ALPNProtocols: ['http/1.1', 'h2']}), [usualSerial, 'h2', 'usual']);
		assert.deepEqual(await shown(port, client), [usualSerial, false, 'usual']);
		await assert.rejects(shakeHands(port, {...client, servername: 'b.example', ALPNProtocols: ['acme-tls/1']}), /no application protocol/v);

		handshakes.apply([]);
		await assert.rejects(shakeHands(port, {...client, ALPNProtocols: ['acme-tls/1']}), /no application protocol/v);
	});
}
