import {once} from 'node:events';
import http from 'node:http';
import https from 'node:https';
import type {AddressInfo} from 'node:net';
import {text} from 'node:stream/consumers';
import {startAcmeFront} from '../helpers/acme-front.js';
import type {Lifetime} from '../helpers/lifetime.js';
import {movableClock} from '../helpers/movable-clock.js';
import {startPebble} from '../helpers/pebble.js';
import {Program} from '../helpers/program.js';
import {startTcpRelay} from '../helpers/tcp-relay.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';
import {withLifetime} from './with-lifetime.js';

const names = ['a.example', 'b.example', 'c.example'];
const hourMs = 3_600_000;
/** Certificates of pebble last for five. */
const fourYearsMs = 4 * 365 * 24 * hourMs;
const clients = 4;
const stepTimeoutMs = 60_000;

export type RenewalResult = {
	/** Certificates that were obtained, the first ones included, of all names together. */
	readonly obtained: number;
	/** Attempts that have failed. */
	readonly failed: number;
	/** What the authority was asked. */
	readonly asked: number;
	/** Requests over TLS that were answered with 200, the connection's certificate being one of the authority. */
	readonly answered: number;
	/** What else has become of a request. */
	readonly surprises: readonly string[];
	readonly names: number;
};

/** One request on a connection of its own. */
const request = async (port: number, servername: string, ca: string): Promise<void> => {
	const sent = https.get({host: '127.0.0.1', port, servername, ca, agent: false, headers: {host: servername}});
	const [response] = await once(sent, 'response') as [http.IncomingMessage];
	await text(response);
	if (response.statusCode !== 200) {
		throw new Error(`status ${response.statusCode}`);
	}
};

/** Renews certificates so many times, at an authority that refuses half of the nonces and fails now and then, while clients connect. */
const renew = async (lifetime: Lifetime, renewals: number): Promise<RenewalResult> => {
	const started = Promise.withResolvers<{readonly http: number; readonly tls: number}>();
	const [plain, tls] = await Promise.all([startTcpRelay(async () => (await started.promise).http), startTcpRelay(async () => (await started.promise).tls)]);
	lifetime.after(async () => {
		await Promise.all([plain.cut(), tls.cut()]);
	});
	const pebble = await startPebble(lifetime, {httpPort: plain.port, tlsPort: tls.port, environment: {PEBBLE_WFE_NONCEREJECT: '50', PEBBLE_AUTHZREUSE: '0', PEBBLE_CHAIN_LENGTH: '3'}});
	const front = await startAcmeFront(lifetime, pebble);
	const directory = await temporaryDirectory(lifetime);
	const clock = await movableClock(directory);
	const backend = http.createServer((_request, response) => {
		response.end('ok');
	}).listen(0, '127.0.0.1');
	await once(backend, 'listening');
	lifetime.after(() => {
		backend.close();
		backend.closeAllConnections();
	});
	const program = new Program([
		'--headless', '--port=0', '--tls-port=0', '--admin-port=0', '--host=127.0.0.1', '--threads=2', '--rate-limit=0', '--access-log=off', '--redirect-https',
		...names.map(name => `--acme=${name}`), `--acme-directory=${front.directoryUrl}`, `--acme-ca=${front.caFile}`, `127.0.0.1:${(backend.address() as AddressInfo).port}`,
	], directory, clock.nodeArguments);
	lifetime.after(async () => {
		program.kill('SIGKILL');
		await program.exited;
	});

	const {proxy, tls: served} = await program.message('listening') as {readonly proxy?: {readonly port: number}; readonly tls?: {readonly port: number}};
	started.resolve({http: proxy!.port, tls: served!.port});
	const count = () => ({
		obtained: program.lines.filter(({message}) => message === 'certificate-changed').length,
		failed: program.lines.filter(({message}) => message.startsWith('No new certificate')).length,
	});
	/** Resolves once there have been so many attempts for all names. */
	const attempted = async (rounds: number): Promise<void> => {
		await program.line(() => {
			const {obtained, failed} = count();
			return obtained + failed >= rounds * names.length;
		}, stepTimeoutMs);
	};

	await attempted(1);
	const root = await pebble.root();
	let answered = 0;
	const surprises: string[] = [];
	const ended = new AbortController();
	const load = Array.from({length: clients}, async (_, client) => {
		for (let index = client; !ended.signal.aborted; index++) {
			try {
				// eslint-disable-next-line no-await-in-loop -- One after the other.
				await request(served!.port, names[index % names.length]!, root);
				answered++;
			} catch (error) {
				surprises.push((error as Error).message);
			}
		}
	});

	// Each attempt takes some 30 requests, more with refused nonces.
	front.intercept = () => front.requests.length % 101 === 0 ? 'break' : (front.requests.length % 131 === 0 ? {status: 503} : undefined);
	for (let round = 1; round <= renewals; round++) {
		/* eslint-disable no-await-in-loop -- One renewal after the other. */
		await clock.set(fourYearsMs + (round * 2 * hourMs));
		program.kill('SIGHUP');
		await attempted(round + 1);
		/* eslint-enable no-await-in-loop */
	}

	ended.abort();
	await Promise.all(load);
	return {...count(), asked: front.requests.length, answered, surprises, names: names.length};
};

/** See {@link renew}. Ends all that it starts. */
export const renewUnderLoad = async (renewals: number): Promise<RenewalResult> => withLifetime(async lifetime => renew(lifetime, renewals));
