import {isIP} from 'node:net';

/**
The name that a TLS handshake with a backend asks for (RFC 6066 section 3), and that its certificate has to be for.

@param hostname - As a `URL` has it, an IPv6 address in brackets.
@returns Empty for an address, which must not be asked for.
*/
export const tlsServerName = (hostname: string): string =>
	isIP(hostname.replaceAll(/^\[|\]$/gv, '')) === 0 ? hostname : '';
