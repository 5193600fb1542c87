import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {mkdir, rename, symlink, writeFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import test, {type TestContext} from 'node:test';
import type {TLSSocket} from 'node:tls';
import type {ControlEvent} from '../../source/model/event.js';
import {answerEach} from '../helpers/backend-scripts.js';
import {makeCertificate, type Certificate} from '../helpers/certificates.js';
import {cleanEnvironment, Program, programArguments, startProgram} from '../helpers/program.js';
import {type RunningProxy, startProxy} from '../helpers/running-proxy.js';
import {send} from '../helpers/http-client.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';
import {certificateShown, shakeHands} from '../helpers/tls-client.js';
import {tlsFlagsFor, writeTlsFiles} from '../helpers/tls-files.js';

const ok = answerEach('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
const make = (name: string, validMs?: number): Certificate => makeCertificate(name, {hosts: ['localhost'], ...(validMs !== undefined && {validMs})});

const start = async (t: TestContext, flags: readonly string[] = []) => {
	const directory = await temporaryDirectory(t);
	await writeTlsFiles(directory, make('first'));
	const proxy = await startProxy({scripts: [ok], flags: [...tlsFlagsFor(directory), ...flags]});
	t.after(proxy.stop);
	return {proxy, directory, port: proxy.tlsPort!};
};

const told = async <Type extends ControlEvent['type']>({control}: RunningProxy, type: Type): Promise<Extract<ControlEvent, {readonly type: Type}>> => new Promise(resolve => {
	const unsubscribe = control.subscribe(event => {
		if (event.type === type) {
			unsubscribe();
			resolve(event as Extract<ControlEvent, {readonly type: Type}>);
		}
	});
});

/** Sends one request and reads the start of the response. */
const ask = async (socket: TLSSocket): Promise<string> => {
	socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
	const [chunk] = await once(socket, 'data') as [Uint8Array];
	return new TextDecoder().decode(chunk);
};

test('a certificate is swapped: connections stay, sessions are resumed, old versions stay refused', async t => {
	const {proxy, directory, port} = await start(t, ['--threads=2', '--tls-min-version=1.3']);
	const kept = await shakeHands(port);
	const resumable = await shakeHands(port, {servername: 'localhost'});
	const [session] = await once(resumable, 'session') as [Uint8Array];
	resumable.destroy();
	await writeTlsFiles(directory, make('second'));
	await proxy.reloadCertificates();
	assert.equal(await certificateShown(port), 'second');
	assert.match(await ask(kept), /^HTTP\/1.1 200 /v);
	const resumed = await shakeHands(port, {servername: 'localhost', session: Buffer.from(session)});
	assert.equal(resumed.isSessionReused(), true);
	assert.match(await ask(resumed), /^HTTP\/1.1 200 /v);
	for (const socket of [resumed, kept]) {
		socket.destroy();
	}

	await assert.rejects(shakeHands(port, {maxVersion: 'TLSv1.2'}));
});

test('an unusable certificate changes nothing and is reported until it is replaced', async t => {
	const {proxy, directory, port} = await start(t);
	const other = make('other');
	const warned = told(proxy, 'warning');
	await writeFile(path.join(directory, 'cert.pem'), other.cert);
	await proxy.reloadCertificates();
	const {warning} = await warned;
	assert.deepEqual(warning, {type: 'certificate-refused', source: `${directory}/cert.pem`, reason: `does not belong to the key in ${directory}/key.pem. Give the key that it was made for.`});
	assert.equal(await certificateShown(port), 'first');
	assert.match(String(proxy.control.status().certificates![0]!.problem), /does not belong/v);

	const changed = told(proxy, 'certificate-changed');
	await writeTlsFiles(directory, other);
	await proxy.reloadCertificates();
	assert.deepEqual((await changed).names, ['localhost']);
	assert.equal(await certificateShown(port), 'other');
	assert.equal(proxy.control.status().certificates![0]!.problem, undefined);
});

test('files behind links that are replaced, as Kubernetes does, are noticed', async t => {
	const directory = await temporaryDirectory(t);
	const version = async (name: string): Promise<void> => {
		const target = path.join(directory, name);
		await mkdir(target);
		await writeTlsFiles(target, make(name));
		await symlink(name, path.join(directory, 'data.new'));
		await rename(path.join(directory, 'data.new'), path.join(directory, 'data'));
	};

	await version('first');
	await Promise.all(['cert.pem', 'key.pem'].map(async file => symlink(`data/${file}`, path.join(directory, file))));
	const proxy = await startProxy({scripts: [ok], flags: tlsFlagsFor(directory)});
	t.after(proxy.stop);
	const changed = told(proxy, 'certificate-changed');
	await version('second');
	await changed;
	assert.equal(await certificateShown(proxy.tlsPort!), 'second');
});

test('TLS alone: both addresses are printed, SIGHUP loads new files, and tickets survive a restart', async t => {
	const home = await temporaryDirectory(t);
	const directory = await temporaryDirectory(t);
	await writeTlsFiles(directory, make('first', 5 * 86_400_000));
	const startAlone = async () => {
		const program = new Program(['--headless', '--port=off', '--admin-port=0', '--host=127.0.0.1', ...tlsFlagsFor(directory)], home);
		t.after(async () => {
			program.kill('SIGKILL');
			await program.exited;
		});
		const {proxy, tls, admin} = await program.message('listening');
		assert.deepEqual(tls, proxy);
		return {program, tls, port: proxy!.port, adminPort: admin!.port};
	};

	const {program, tls, port, adminPort} = await startAlone();
	assert.equal(await certificateShown(port), 'first');
	assert.match((await program.line(({message}) => message.includes('expires'))).message, /localhost in .* expires in 4 days/v);

	const resumable = await shakeHands(port, {servername: 'localhost'});
	const [session] = await once(resumable, 'session') as [Uint8Array];
	resumable.destroy();
	await writeTlsFiles(directory, make('second'));
	program.kill('SIGHUP');
	await program.message('certificate-changed');
	assert.equal(await certificateShown(port), 'second');

	const {body} = await send(adminPort, {path: '/status'});
	const status = JSON.parse(body) as {readonly tls: unknown; readonly certificates: ReadonlyArray<Readonly<Record<string, unknown>>>};
	assert.deepEqual(status.tls, tls);
	assert.deepEqual(status.certificates.map(({names, issuer, days_left: daysLeft}) => ({names, issuer, daysLeft})), [{names: ['localhost'], issuer: 'second', daysLeft: 0}]);
	assert.doesNotMatch(body, /PRIVATE KEY/v);
	assert.deepEqual(JSON.parse((await send(adminPort, {path: '/certificates'})).body), {certificates: status.certificates});
	const metrics = await send(adminPort, {path: '/metrics'});
	assert.match(metrics.body, /^proxy_tui_certificate_expiry_seconds\{name="localhost"\} \d+/mv);

	program.kill('SIGTERM');
	assert.deepEqual(await program.exited, {code: 0, signal: null});
	const again = await startAlone();
	const resumed = await shakeHands(again.port, {servername: 'localhost', session: Buffer.from(session)});
	assert.equal(resumed.isSessionReused(), true);
	resumed.destroy();
});

test('a local authority signs certificates that those who trust it accept', async t => {
	const home = await temporaryDirectory(t);
	const {program, port} = await startProgram(t, ['--tls-self-signed=app.test', '--tls-port=0'], home);
	const {tls} = await program.message('listening') as {readonly tls?: {readonly port: number}};
	assert.match((await program.line(({message}) => message.includes('local authority was made'))).message, /import .*local-authority\.pem/v);
	const {stdout, stderr} = spawnSync(process.execPath, [...programArguments, 'ca'], {env: cleanEnvironment(home), encoding: 'utf8'});
	assert.match(stderr, /--cacert .*local-authority\.pem/v);
	for (const servername of ['localhost', 'app.test']) {
		// eslint-disable-next-line no-await-in-loop -- Two are enough to tell.
		const socket = await shakeHands(tls!.port, {servername, ca: stdout, rejectUnauthorized: true});
		assert.equal(socket.authorized, true);
		socket.destroy();
	}

	assert.equal((await send(port)).status, 503, 'plain HTTP is served beside');
});
