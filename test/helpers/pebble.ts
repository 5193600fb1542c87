import assert from 'node:assert/strict';
import {spawn, spawnSync, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {writeFile} from 'node:fs/promises';
import https from 'node:https';
import path from 'node:path';
import process from 'node:process';
import {text} from 'node:stream/consumers';
import {setTimeout as delay} from 'node:timers/promises';
import {makeCertificate} from './certificates.js';
import {freePort} from './free-port.js';
import type {Lifetime} from './lifetime.js';
import {temporaryDirectory} from './temporary-directory.js';

const isThere = spawnSync('pebble', ['-h']).error === undefined;

/** For a test that needs Let's Encrypt's authority for tests. */
export const skipWithoutPebble = isThere || process.env['CI'] === 'true' ? false : 'pebble is missing (apt install pebble)';

export type PebbleOptions = {
	/** Where it looks for the responses to challenges. */
	readonly httpPort: number;
	readonly tlsPort: number;
	/** Such as `PEBBLE_WFE_NONCEREJECT`, a share in percent, of which there is none by default. */
	readonly environment?: Readonly<Record<string, string>>;
	/** Keys that accounts have to be bound to, by their identifiers. */
	readonly externalKeys?: Readonly<Record<string, string>>;
};

export type Pebble = {
	readonly port: number;
	readonly directoryUrl: string;
	/** The authority of its own certificate, as PEM and in a file. */
	readonly ca: string;
	readonly caFile: string;
	/** The authority of the certificates that it issues, as PEM. */
	root(): Promise<string>;
};

/** A response, or undefined as long as nothing listens there. */
const fetchText = async (url: string, ca: string): Promise<string | undefined> => {
	const request = https.get(url, {ca, agent: false});
	try {
		const [response] = await once(request, 'response') as [NodeJS.ReadableStream];
		return await text(response);
	} catch {
		return undefined;
	}
};

const endWith = (t: Lifetime, child: ChildProcess): void => {
	t.after(async () => {
		if (child.exitCode === null && child.signalCode === null) {
			child.kill('SIGKILL');
			await once(child, 'exit');
		}
	});
};

/** Starts an authority on loopback for which all names are at this machine, for as long as the test lasts. */
export const startPebble = async (t: Lifetime, {httpPort, tlsPort, environment = {}, externalKeys}: PebbleOptions): Promise<Pebble> => {
	const directory = await temporaryDirectory(t);
	const [port, managementPort, dnsPort, dnsManagementPort] = await Promise.all([freePort(), freePort(), freePort(), freePort()]);
	const authority = makeCertificate('authority of pebble');
	const own = makeCertificate('pebble', {hosts: ['localhost', '127.0.0.1'], issuer: authority});
	const [certificate, privateKey, config, caFile] = ['cert.pem', 'key.pem', 'config.json', 'ca.pem'].map(name => path.join(directory, name)) as [string, string, string, string];
	await Promise.all([
		writeFile(certificate, own.cert),
		writeFile(privateKey, own.key),
		writeFile(caFile, authority.cert),
		writeFile(config, JSON.stringify({
			pebble: {
				listenAddress: `127.0.0.1:${port}`,
				managementListenAddress: `127.0.0.1:${managementPort}`,
				certificate,
				privateKey,
				httpPort,
				tlsPort,
				ocspResponderURL: '',
				externalAccountBindingRequired: externalKeys !== undefined,
				...(externalKeys && {externalAccountMACKeys: externalKeys}),
			},
		})),
	]);
	endWith(t, spawn('pebble-challtestsrv', [
		'-defaultIPv6', '', '-dns01', `127.0.0.1:${dnsPort}`, '-http01', '', '-https01', '', '-tlsalpn01', '', '-management', `127.0.0.1:${dnsManagementPort}`,
	], {stdio: 'ignore'}));
	const pebble = spawn('pebble', ['-config', config, '-dnsserver', `127.0.0.1:${dnsPort}`], {
		stdio: ['ignore', 'pipe', 'pipe'],
		env: {PATH: process.env['PATH'], PEBBLE_VA_NOSLEEP: '1', PEBBLE_WFE_NONCEREJECT: '0', ...environment},
	});
	endWith(t, pebble);
	let output = '';
	const take = (chunk: unknown): void => {
		output = `${output}${String(chunk)}`.slice(-4000);
	};

	pebble.stdout.on('data', take);
	pebble.stderr.on('data', take);

	const rootUrl = `https://127.0.0.1:${managementPort}/roots/0`;
	const deadline = performance.now() + 10_000;
	/* eslint-disable no-await-in-loop -- It listens a moment after it says so. */
	while (await fetchText(rootUrl, authority.cert) === undefined || await fetchText(`https://127.0.0.1:${port}/dir`, authority.cert) === undefined) {
		assert.ok(pebble.exitCode === null && performance.now() < deadline, `pebble does not serve: ${output}`);
		await delay(10);
	}
	/* eslint-enable no-await-in-loop */

	return {
		port,
		directoryUrl: `https://127.0.0.1:${port}/dir`,
		ca: authority.cert,
		caFile,
		root: async () => (await fetchText(rootUrl, authority.cert))!,
	};
};
