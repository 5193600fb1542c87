import {isAuthority} from '../../../../model/authority.js';
import {addressIn} from '../admission/trusted-peers.js';
import type {RequestHeaders} from './request-headers.js';

/** Where a request came from, as far as its connection tells. */
export type Forwarded = {
	readonly peer: string;
	readonly scheme: string;
	/** Which the client connected to. */
	readonly port: number | undefined;
	/** Which the client asked for. */
	readonly host: string | undefined;
};

/** What the other end of the connection says of it, if that is trusted: fields by lower-case name. */
export type ReceivedForwarding = Readonly<Record<string, string>>;

/** Each tells how the client came to the first proxy, of which the connection to this one says nothing. */
const originFields = ['proto', 'scheme', 'ssl', 'host', 'port'].map(name => `x-forwarded-${name}`);

const defaultPorts = new Map([['http', '80'], ['ws', '80'], ['https', '443'], ['wss', '443']]);

/** The value that tells of the client: each proxy on the way may have added its own behind it. */
const first = (value: string | undefined): string | undefined => value?.split(',', 1)[0]!.trim();

const portOf = (host: string | undefined): string | undefined =>
	host !== undefined && isAuthority(host) ? /:(?<port>\d+)$/v.exec(host)?.groups?.['port'] : undefined;

const schemeIn = (value: string | undefined): string | undefined => first(value)?.toLowerCase();

/** Whether the client's connection is encrypted, as backends are told. */
export const isEncrypted = ({'x-forwarded-proto': scheme}: RequestHeaders): boolean => schemeIn(scheme as string | undefined) === 'https';

/** The port that goes with what a trusted peer says; undefined where that says nothing of one. */
const believedPort = (given: ReceivedForwarding): string | undefined =>
	given['x-forwarded-port'] ?? portOf(first(given['x-forwarded-host'])) ?? defaultPorts.get(schemeIn(given['x-forwarded-proto']) ?? '');

/** An address as RFC 7239 §6 has it. */
const forwardedNode = (address: string): string => address.includes(':') ? `"[${address}]"` : address;

/** What a trusted peer says in the fields that were there before `Forwarded`, as its elements (RFC 7239 §7.4); undefined if that is nothing. */
const asForwarded = (given: ReceivedForwarding): string | undefined => {
	const chain = given['x-forwarded-for']?.split(',').map(element => `for=${forwardedNode(addressIn(element.trim()) ?? 'unknown')}`) ?? [];
	const host = first(given['x-forwarded-host']);
	const scheme = schemeIn(given['x-forwarded-proto']);
	const client = [
		...chain.slice(0, 1),
		...host !== undefined && isAuthority(host) ? [`host="${host}"`] : [],
		...scheme !== undefined && /^[a-z][\-+.a-z\d]*$/v.test(scheme) ? [`proto=${scheme}`] : [],
	];
	return client.length === 0 ? undefined : [client.join(';'), ...chain.slice(1)].join(', ');
};

/** One more element of `Forwarded`, after those that are there already (RFC 7239 §4). */
export const extendedForwarded = (given: ReceivedForwarding, {peer, scheme, host}: Forwarded): string => {
	const own = `for=${forwardedNode(peer)}${host === undefined ? '' : `;host="${host}"`};proto=${scheme}`;
	const before = given['forwarded'] ?? asForwarded(given);
	return before === undefined ? own : `${before}, ${own}`;
};

/** Tells a backend where a request came from, by the word of its connection alone. */
export const setForwarded = (headers: RequestHeaders, {peer, scheme, port, host}: Forwarded): void => {
	headers['x-forwarded-for'] = peer;
	headers['x-forwarded-proto'] = scheme;
	if (port !== undefined) {
		headers['x-forwarded-port'] = String(port);
	}

	if (host !== undefined) {
		headers['x-forwarded-host'] = host;
	}
};

/**
Makes what a trusted peer says of the way so far longer by one; how that way began is left as it says, and not completed with
what the connection says of how the peer came.
*/
export const extendForwarded = (headers: RequestHeaders, own: Forwarded, {forwarded, ...given}: ReceivedForwarding): void => {
	setForwarded(headers, own);
	if (originFields.some(name => given[name] !== undefined)) {
		delete headers['x-forwarded-proto'];
		delete headers['x-forwarded-port'];
		const port = believedPort(given);
		if (port !== undefined) {
			headers['x-forwarded-port'] = port;
		}
	}

	for (const [name, value] of Object.entries(given)) {
		headers[name] = name === 'x-forwarded-for' ? `${value}, ${own.peer}` : value;
	}
};
