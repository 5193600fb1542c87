import {isIP} from 'node:net';

/**
The SNI of a TLS handshake with a backend (RFC 6066 §3), which its certificate must match.

@param hostname - As in a `URL`, an IPv6 address in brackets.
@returns Empty for an address, which must not be sent.
*/
export const tlsServerName = (hostname: string): string =>
	isIP(hostname.replaceAll(/^\[|\]$/gv, '')) === 0 ? hostname : '';
