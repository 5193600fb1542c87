import assert from 'node:assert/strict';
import {readdir, stat} from 'node:fs/promises';
import path from 'node:path';
import test, {type TestContext} from 'node:test';
import type {ControlEvent} from '../../source/model/event.js';
import {answerEach} from '../helpers/backend-scripts.js';
import {send} from '../helpers/http-client.js';
import {skipWithoutPebble as skip, startPebble} from '../helpers/pebble.js';
import {startProxy, type RunningProxy} from '../helpers/running-proxy.js';
import {startTcpRelay} from '../helpers/tcp-relay.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';
import {certificateShown, shakeHands} from '../helpers/tls-client.js';

const ok = answerEach('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');

const start = async (t: TestContext, names: readonly string[], flags: readonly string[] = []) => {
	let started = Promise.withResolvers<RunningProxy>();
	const [http, tls] = await Promise.all([startTcpRelay(async () => (await started.promise).port), startTcpRelay(async () => (await started.promise).tlsPort!)]);
	t.after(async () => Promise.all([http.cut(), tls.cut()]));
	const pebble = await startPebble(t, {httpPort: http.port, tlsPort: tls.port});
	const directory = await temporaryDirectory(t);
	const acmeFlags = [
		...names.map(name => `--acme=${name}`), '--acme-email=admin@example.com', `--acme-directory=${pebble.directoryUrl}`, `--acme-ca=${pebble.caFile}`, `--acme-dir=${directory}`,
		'--tls-port=0', ...flags,
	];
	const startAgain = async (): Promise<RunningProxy> => {
		started = Promise.withResolvers();
		const proxy = await startProxy({scripts: [ok], flags: acmeFlags});
		t.after(proxy.stop);
		started.resolve(proxy);
		return proxy;
	};

	return {proxy: await startAgain(), startAgain, pebble, directory, tlsPort: tls.port};
};

/** Resolves once so many certificates were replaced. */
const replaced = async ({control}: RunningProxy, count: number): Promise<void> => new Promise(resolve => {
	let left = count;
	const take = ({type}: ControlEvent): void => {
		left -= type === 'certificate-changed' ? 1 : 0;
		if (left === 0) {
			resolve();
		}
	};

	control.subscribe(take);
	void control.readEvents(0).then(({events}) => {
		for (const event of events) {
			take(event);
		}
	});
});

/** Connects as a client that trusts the authority. */
const isTrusted = async (port: number, servername: string, ca: string): Promise<boolean> => {
	const socket = await shakeHands(port, {servername, ca, rejectUnauthorized: true});
	socket.destroy();
	return socket.authorized;
};

test('a certificate is obtained by HTTP-01, in front of the redirect and the rate limit, and kept for the next start', {skip}, async t => {
	const {proxy, startAgain, pebble, directory, tlsPort} = await start(t, ['one.example'], ['--redirect-https', '--rate-limit=1', '--threads=2']);
	await replaced(proxy, 1);
	assert.equal(await isTrusted(tlsPort, 'one.example', await pebble.root()), true);
	const [status] = proxy.control.status().certificates!;
	assert.deepEqual(status!.names, ['one.example']);
	assert.match(status!.issuer, /^Pebble /v);
	assert.equal(status!.problem, undefined);
	assert.ok(status!.renewsAt! > Date.now() && status!.renewsAt! < status!.notAfter);
	const {events} = await proxy.control.readEvents(0);
	assert.ok(events.some(event => event.type === 'warning' && event.warning.type === 'certificate-pending'));

	const {body} = await send(proxy.adminPort, {path: '/certificates'});
	const {certificates} = JSON.parse(body) as {readonly certificates: ReadonlyArray<Readonly<Record<string, unknown>>>};
	assert.equal(certificates[0]!['renews_at'], new Date(status!.renewsAt!).toISOString());
	assert.doesNotMatch(body, /PRIVATE KEY/v);
	const metrics = await send(proxy.adminPort, {path: '/metrics'});
	assert.match(metrics.body, /^proxy_tui_certificate_renewal_seconds\{name="one\.example"\} \d+/mv);
	assert.match(metrics.body, /^proxy_tui_certificate_problem\{name="one\.example"\} 0$/mv);
	assert.equal(proxy.backends[0]!.connections.length, 0, 'the backend has seen no challenge');

	const [folder] = await readdir(directory);
	for (const file of await readdir(path.join(directory, folder!))) {
		// eslint-disable-next-line no-await-in-loop -- Three files.
		assert.equal((await stat(path.join(directory, folder!, file))).mode % 0o1000, 0o600, file);
	}

	await proxy.stop();
	const again = await startAgain();
	assert.equal(await isTrusted(tlsPort, 'one.example', await pebble.root()), true);
	assert.ok((await again.control.readEvents(0)).events.every(({type}) => type !== 'warning'));
});

test('certificates for three names are obtained by TLS-ALPN-01', {skip}, async t => {
	const names = ['a.example', 'b.example', 'c.example'];
	const {proxy, pebble, tlsPort} = await start(t, names, ['--port=off', '--threads=2']);
	assert.equal(await certificateShown(tlsPort, {servername: 'c.example'}), 'c.example');
	await replaced(proxy, 3);
	for (const name of names) {
		// eslint-disable-next-line no-await-in-loop -- Three names.
		assert.equal(await isTrusted(tlsPort, name, await pebble.root()), true, name);
	}
});
