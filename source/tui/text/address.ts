import type {ClientAddresses, ListenAddress} from '../../model/status.js';

const wildcards = new Set(['', '0.0.0.0', '::']);

/** The address for a user of this machine: `localhost:8000`, `127.0.0.1:8082`, `[::1]:8082`. */
export const formatAddress = ({host, port}: ListenAddress): string => {
	const name = wildcards.has(host) ? 'localhost' : host;
	return `${name.includes(':') ? `[${name}]` : name}:${port}`;
};

/** The proxy's URL for a user of this machine. */
export const proxyUrl = ({proxy, tls}: ClientAddresses): string => `${proxy.port === tls?.port ? 'https' : 'http'}://${formatAddress(proxy)}`;

/** A backend's URL without http://. */
export const shortUrl = (url: string): string => url.startsWith('http://') ? url.slice('http://'.length) : url;
