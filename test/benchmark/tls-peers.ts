import {subjectCore} from './cores.js';
import {caddyTlsProxy} from './caddy.js';
import {nginxTlsProxy} from './nginx.js';
import {type Field, freePort, type Peer, peers} from './peers.js';
import {type KeyType, type PemFiles, writePemFiles} from './pem-files.js';
import {startProxyTui, Subject} from './subject.js';

export const nginxWith = (keyType: KeyType): `nginx, ${KeyType}` => `nginx, ${keyType}`;
export const ownWith = (keyType: KeyType): `proxy-tui, ${KeyType}` => `proxy-tui, ${keyType}`;

const own = (pem: PemFiles, ...flags: readonly string[]): Peer => ({
	start: async ({backend}) => startProxyTui([backend], {core: subjectCore, port: 'off'}, '--access-log=off', '--tls-port=0', `--tls-cert=${pem.cert}`, `--tls-key=${pem.key}`, ...flags),
});

const nginx = (pem: PemFiles): Peer => ({
	program: 'nginx',
	debianPackage: 'nginx',
	async start({directory, backend}) {
		const port = await freePort();
		return Subject.startOn(port, await nginxTlsProxy(directory, port, backend.port, pem), subjectCore);
	},
});

const caddy = (pem: PemFiles): Peer => ({
	program: 'caddy',
	debianPackage: 'caddy',
	async start({directory, backend}) {
		const port = await freePort();
		return Subject.startOn(port, await caddyTlsProxy(directory, port, backend.port, pem), subjectCore);
	},
});

/** What is compared over TLS, and proxy-tui without it. */
export const tlsPeers = async ({directory}: Field) => {
	const [ec, rsa] = [await writePemFiles(directory, 'P-256'), await writePemFiles(directory, 'RSA-2048')];
	return [
		['plain', peers['proxy-tui']],
		['plain, general lane', peers['--fast-lane off']],
		['general lane', own(ec, '--fast-lane=off')],
		[ownWith('P-256'), own(ec)],
		[ownWith('RSA-2048'), own(rsa)],
		[nginxWith('P-256'), nginx(ec)],
		[nginxWith('RSA-2048'), nginx(rsa)],
		['Caddy', caddy(ec)],
	] as const satisfies ReadonlyArray<readonly [string, Peer]>;
};

export type TlsPeerName = Awaited<ReturnType<typeof tlsPeers>>[number][0];
