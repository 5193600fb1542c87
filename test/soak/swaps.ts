import {type Buffer} from 'node:buffer';
import {once} from 'node:events';
import http from 'node:http';
import type {AddressInfo} from 'node:net';
import {makeCertificate} from '../helpers/certificates.js';
import type {Lifetime} from '../helpers/lifetime.js';
import {startProxy} from '../helpers/running-proxy.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';
import {certificateShown, shakeHands} from '../helpers/tls-client.js';
import {tlsFlagsFor, writeTlsFiles} from '../helpers/tls-files.js';
import {withLifetime} from './with-lifetime.js';
import {type SwapClientName, swapClients} from './swap-clients.js';

const stepTimeoutMs = 30_000;

export type SwapResult = {
	/** Requests that were answered with 200, by each kind of client. */
	readonly answered: ReadonlyMap<SwapClientName, number>;
	/** What else has become of a request. */
	readonly surprises: readonly string[];
	/** After how many swaps a new connection was shown the new certificate. */
	readonly shown: number;
	/** How many of the tickets from before the first swap are resumed after the last. */
	readonly resumed: number;
	readonly tickets: number;
};

const startBackend = async (lifetime: Lifetime): Promise<string> => {
	const backend = http.createServer((_request, response) => {
		response.end('ok');
	}).listen(0, '127.0.0.1');
	await once(backend, 'listening');
	lifetime.after(() => {
		backend.close();
		backend.closeAllConnections();
	});
	return `127.0.0.1:${(backend.address() as AddressInfo).port}`;
};

/** A ticket of a client that offers these protocols. */
const ticketOf = async (port: number, protocol: string): Promise<Buffer> => {
	const socket = await shakeHands(port, {servername: 'localhost', ALPNProtocols: [protocol]});
	const [session] = await once(socket, 'session') as [Buffer];
	socket.destroy();
	return session;
};

const isResumed = async (port: number, protocol: string, session: Buffer): Promise<boolean> => {
	const socket = await shakeHands(port, {servername: 'localhost', ALPNProtocols: [protocol], session});
	const isReused = socket.isSessionReused();
	socket.destroy();
	return isReused;
};

const make = (name: string) => makeCertificate(name, {hosts: ['localhost']});

/** Swaps the certificate so many times while clients of both protocols ask, on connections that stay and on new ones. Ends all that it starts. */
export const swapUnderLoad = async (swaps: number): Promise<SwapResult> => withLifetime(async lifetime => {
	const directory = await temporaryDirectory(lifetime);
	await writeTlsFiles(directory, make('first'));
	const {tlsPort, reloadCertificates, stop} = await startProxy({urls: [await startBackend(lifetime)], flags: ['--threads=2', '--wait-for-backend=10s', ...tlsFlagsFor(directory)]});
	lifetime.after(stop);
	const port = tlsPort!;
	const tickets = await Promise.all(['http/1.1', 'h2', 'http/1.1', 'h2'].map(async protocol => ({protocol, session: await ticketOf(port, protocol)})));

	const clients = swapClients(port);
	const runs = clients.map(async client => client.run());
	let shown = 0;
	for (let swap = 1; swap <= swaps; swap++) {
		/* eslint-disable no-await-in-loop -- One swap after the other. */
		await writeTlsFiles(directory, make(`certificate ${swap}`));
		await reloadCertificates();
		shown += await certificateShown(port) === `certificate ${swap}` ? 1 : 0;
		await Promise.all(clients.map(async client => client.nextEnd(AbortSignal.timeout(stepTimeoutMs))));
		/* eslint-enable no-await-in-loop */
	}

	for (const client of clients) {
		client.stop();
	}

	await Promise.all(runs);
	const resumptions = await Promise.all(tickets.map(async ({protocol, session}) => isResumed(port, protocol, session)));
	return {
		answered: new Map(clients.map(({name, answered}) => [name, answered])),
		surprises: clients.flatMap(({surprises}) => surprises),
		shown,
		resumed: resumptions.filter(Boolean).length,
		tickets: tickets.length,
	};
});
