import type {TLSSocket} from 'node:tls';

/** What a client has shown of itself; undefined if nothing. */
export type ClientCertificate =
	/** In the form of `Client-Cert` (RFC 9440 §2.2). */
	| {readonly field: string; readonly problem?: undefined}
	/** Why it is not accepted. */
	| {readonly problem: string; readonly field?: undefined};

const problems: Readonly<Record<string, string>> = {
	CERT_HAS_EXPIRED: 'it has expired',
	CERT_NOT_YET_VALID: 'it is not valid yet',
	DEPTH_ZERO_SELF_SIGNED_CERT: 'it has signed itself',
	INVALID_PURPOSE: 'it is not made for clients',
	SELF_SIGNED_CERT_IN_CHAIN: 'its authority is unknown',
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its authority is unknown',
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its authority is unknown',
};

/** Also of a client that has resumed an earlier session with it. */
export const clientCertificate = (socket: TLSSocket): ClientCertificate | undefined => {
	const certificate = socket.getPeerX509Certificate();
	if (certificate === undefined) {
		return undefined;
	}

	// A code of OpenSSL, whatever its type says.
	const code = String(socket.authorizationError);
	return socket.authorized ? {field: `:${certificate.raw.toString('base64')}:`} : {problem: problems[code] ?? code};
};
