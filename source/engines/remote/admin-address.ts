import {isIPv6} from 'node:net';

/** Address of an admin API, for Node's HTTP client. */
export type AdminAddress = {
	/** For messages: `http://127.0.0.1:8082`, `unix:/run/proxy-tui.sock`. */
	readonly text: string;
	readonly target:
		| {readonly protocol: 'http:' | 'https:'; readonly host: string; readonly port: number}
		| {readonly socketPath: string};
};

const defaultPort = 8082;

const examples = 'Give one such as http://localhost:8082 or unix:/run/proxy-tui.sock.';

const withScheme = (text: string): string => {
	if (/^:?\d+$/v.test(text)) {
		return `http://127.0.0.1:${text.replace(':', '')}`;
	}

	if (/^https?:\/\//iv.test(text)) {
		return text;
	}

	const host = isIPv6(text) ? `[${text}]` : text;
	return /:\d+$/v.test(host) ? `http://${host}` : `http://${host}:${defaultPort}`;
};

const isBare = ({username, password, pathname, search, hash}: URL): boolean => username + password + search + hash === '' && pathname === '/';

/**
Parses the address of an admin API. A host without a port gets the default one, a port alone is local.

@returns The problem, if the text is not such an address.
*/
export const parseAdminAddress = (text: string): AdminAddress | string => {
	const trimmed = text.trim();
	const socketPath = /^unix:(?:\/\/)?(?<path>\/.+)$/iv.exec(trimmed)?.groups?.['path'];
	if (socketPath !== undefined) {
		return {text: `unix:${socketPath}`, target: {socketPath}};
	}

	const url = /[\s\p{Other}\\]/v.test(trimmed) ? null : URL.parse(withScheme(trimmed));
	if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:') || !isBare(url)) {
		return `"${trimmed}" is not an address of an admin API. ${examples}`;
	}

	const {protocol, hostname, port, origin} = url;
	return {
		text: origin,
		target: {
			protocol,
			// Node's client expects IPv6 addresses without brackets.
			host: hostname.replace(/^\[(?<address>.+)\]$/v, '$<address>'),
			port: port === '' ? (protocol === 'http:' ? 80 : 443) : Number(port),
		},
	};
};
