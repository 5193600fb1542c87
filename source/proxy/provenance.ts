import type {RequestHeaders} from './request-headers.js';

/** Where a request came from, as far as its connection tells. */
export type Provenance = {
	readonly peer: string;
	readonly scheme: string;
	/** Which the client connected to. */
	readonly port: number | undefined;
	/** Which the client asked for. */
	readonly host: string | undefined;
};

/** What the other end of the connection says of it, if that is trusted: fields by lower-case name. */
export type GivenProvenance = Readonly<Record<string, string>>;

/** An address as RFC 7239 §6 has it. */
const forwardedNode = (address: string): string => address.includes(':') ? `"[${address}]"` : address;

/** One more element of `Forwarded`, after those that are there already (RFC 7239 §4). */
export const extendedForwarded = (given: string | undefined, {peer, scheme, host}: Provenance): string => {
	const own = `for=${forwardedNode(peer)}${host === undefined ? '' : `;host="${host}"`};proto=${scheme}`;
	return given === undefined ? own : `${given}, ${own}`;
};

/** Tells a backend where a request came from, by the word of its connection alone. */
export const setProvenance = (headers: RequestHeaders, {peer, scheme, port, host}: Provenance): void => {
	headers['x-forwarded-for'] = peer;
	headers['x-forwarded-proto'] = scheme;
	headers['x-forwarded-port'] = String(port);
	if (host !== undefined) {
		headers['x-forwarded-host'] = host;
	}
};

/** Makes what a trusted peer says of the way so far longer by one; how that way began is left as it says. */
export const extendProvenance = (headers: RequestHeaders, own: Provenance, given: GivenProvenance): void => {
	setProvenance(headers, own);
	for (const [name, value] of Object.entries(given)) {
		headers[name] = name === 'x-forwarded-for' ? `${value}, ${own.peer}` : value;
	}
};
