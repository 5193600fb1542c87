/** The lowest version of TLS that is accepted. */
export const tlsVersions = ['1.2', '1.3'] as const;

export type TlsVersion = (typeof tlsVersions)[number];

export const clientAuthModes = ['require', 'optional'] as const;

/** Whether each request has to come with a certificate of its client. */
export type ClientAuth = (typeof clientAuthModes)[number];

/** A certificate that clients are shown. */
export type ServedCertificate = {
	/** Names that it is for, in lower case, such as `example.com` and `*.example.com`; without addresses. */
	readonly names: readonly string[];
	/** Such as `rsa` or `ec`. Clients without support for one type are served with another. */
	readonly keyType: string;
	/** The chain, leaf first, and its private key, as PEM. */
	readonly cert: string;
	readonly key: string;
};

/**
How an authority is shown that a name is served here: by the response to a request (RFC 8555 §8.3), or by a certificate on the port for
TLS (RFC 8737 §3).
*/
export type AcmeChallenge =
	| {readonly type: 'http-01'; readonly token: string; readonly keyAuthorization: string}
	| {readonly type: 'tls-alpn-01'; readonly name: string; readonly cert: string; readonly key: string};

export type AcmeChallengeType = AcmeChallenge['type'];

/** What workers need to serve clients over TLS. */
export type ServerTls = {
	readonly minVersion: TlsVersion;
	/** The first is for clients that ask for no name, or for one that none is for. */
	readonly certificates: readonly ServedCertificate[];
	/** Authorities that certificates of clients are verified with, as PEM; undefined if clients are not asked for any. */
	readonly clientCa?: string | undefined;
	/** Encrypt session tickets, 48 bytes. The same in all workers, so that each resumes sessions of the others. */
	readonly ticketKeys: Uint8Array;
	/** Those that an authority may look at now. */
	readonly challenges: readonly AcmeChallenge[];
};
