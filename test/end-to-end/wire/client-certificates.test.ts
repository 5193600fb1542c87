import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import {X509Certificate} from 'node:crypto';
import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import test, {after} from 'node:test';
import type {ConnectionOptions} from 'node:tls';
import {makeCertificate} from '../../helpers/certificates.js';
import {readResponse, type RawResponse} from '../../helpers/raw-response.js';
import {recordRequests} from '../../helpers/recording-script.js';
import {startProxy} from '../../helpers/running-proxy.js';
import {temporaryDirectory} from '../../helpers/temporary-directory.js';
import {shakeHands} from '../../helpers/tls-client.js';
import {tlsFlags} from '../../helpers/tls-files.js';

const authority = makeCertificate('Authority');
const {cert, key} = makeCertificate('client', {issuer: authority});
const stranger = makeCertificate('stranger', {issuer: makeCertificate('Other')});
const expired = makeCertificate('expired', {issuer: authority, validMs: -60_000});
const file = path.join(await temporaryDirectory({after}), 'authorities.pem');
await writeFile(file, authority.cert);

const recording = recordRequests();
const flags = [...tlsFlags(), `--client-ca=${file}`];
const proxy = await startProxy({scripts: [recording.script], flags});
after(proxy.stop);

/** A response with the session that its connection can be resumed with. */
const ask = async (port: number, options: ConnectionOptions, ...fields: readonly string[]): Promise<{readonly response: RawResponse; readonly session: Uint8Array}> => {
	const socket = await shakeHands(port, {servername: 'localhost', ...options});
	let received = '';
	let session: Uint8Array = new Uint8Array();
	socket.on('session', given => {
		session = given;
	});
	socket.write(['GET / HTTP/1.1', 'Host: localhost', ...fields, '', ''].join('\r\n'));
	for (;;) {
		// eslint-disable-next-line no-await-in-loop -- One piece after the other.
		const [chunk] = await once(socket, 'data') as [Uint8Array];
		received += String.fromCodePoint(...chunk);
		const read = readResponse(received, 0, {toHead: false, ended: undefined});
		if (read !== undefined) {
			socket.destroy();
			return {response: read.response, session};
		}
	}
};

const told = ({status, body}: RawResponse): unknown => {
	const {code, detail} = JSON.parse(body) as Readonly<Record<string, unknown>>;
	return {status, code, detail};
};

for (const [lane, ...fields] of [['fast lane'], ['general lane', 'Expect: 100-continue']] as const) {
	test(`backends are told of the certificate, and of no other: ${lane}`, async () => {
		const {response} = await ask(proxy.tlsPort!, {cert, key}, 'Client-Cert: :forged:', 'client_cert: :forged:', 'Client-Cert-Chain: :forged:', ...fields);
		assert.equal(response.status, 200);
		const request = recording.requests.pop()!;
		const expected = `:${new X509Certificate(cert).raw.toString('base64')}:`;
		assert.deepEqual(['client-cert', 'client_cert', 'client-cert-chain'].map(name => request.header(name)), [expected, undefined, undefined]);
	});

	test(`a request without a certificate that can be verified is refused with the reason: ${lane}`, async () => {
		const answers = await Promise.all([{}, {cert: stranger.cert, key: stranger.key}, {cert: expired.cert, key: expired.key}].map(async options => told((await ask(proxy.tlsPort!, options, ...fields)).response)));
		assert.deepEqual(answers, [
			{status: 403, code: 'client_certificate_required', detail: 'The client has sent none.'},
			{status: 403, code: 'client_certificate_refused', detail: 'It cannot be verified: its authority is unknown.'},
			{status: 403, code: 'client_certificate_refused', detail: 'It cannot be verified: it has expired.'},
		]);
	});
}

test('plain HTTP has no certificate', async () => {
	const client = await proxy.connect(false);
	client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
	assert.equal((await client.response()).status, 403);
});

test('with other authorities, no session counts that was verified by those before', async () => {
	const {session} = await ask(proxy.tlsPort!, {cert, key});
	assert.equal((await ask(proxy.tlsPort!, {session: Buffer.from(session)})).response.status, 200);
	await writeFile(file, makeCertificate('New').cert);
	await proxy.reloadCertificates();
	assert.equal((await ask(proxy.tlsPort!, {cert, key, session: Buffer.from(session)})).response.status, 403);
});

test('where it is optional, a client without one is served, and one that cannot be verified is not', async t => {
	await writeFile(file, authority.cert);
	const optional = await startProxy({scripts: [recording.script], flags: [...flags, '--client-auth=optional']});
	t.after(optional.stop);
	const answers = await Promise.all([{}, {cert, key}, {cert: stranger.cert, key: stranger.key}].map(async options => (await ask(optional.tlsPort!, options)).response.status));
	assert.deepEqual(answers, [200, 200, 403]);
});
