import {Buffer} from 'node:buffer';
import {constants} from 'node:crypto';
import type {SecureContextOptions} from 'node:tls';
import type {ServedCertificate, ServerTls} from '../../../../model/server-tls.js';

/**
All options of a TLS context. A server whose context is replaced takes none of them from the one before, so they are made in this
place only.

@param certificates - One for each type of key.
@param tls
*/
export const secureContextOptions = (certificates: readonly ServedCertificate[], {minVersion, ticketKeys, clientCa}: ServerTls): SecureContextOptions => ({
	cert: certificates.map(({cert}) => cert),
	key: certificates.map(({key}) => key),
	...(clientCa !== undefined && {ca: clientCa}),
	minVersion: `TLSv${minVersion}`,
	ticketKeys: Buffer.from(ticketKeys),
	// By default derived from the command line, which may change between two starts: then no session would be resumed.
	sessionIdContext: 'proxy-tui',
	honorCipherOrder: true,
	// Costs the server more than the client.
	secureOptions: constants.SSL_OP_NO_RENEGOTIATION,
});
