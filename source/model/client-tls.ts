/** The TLS connection of a client. */
export type ClientTls = {
	/** Such as `TLSv1.3`. */
	readonly version: string;
	readonly cipher: string;
	/** The name that it asked for (SNI); absent without one, and for some sessions that were resumed. */
	readonly serverName?: string | undefined;
	/** Whether it has resumed an earlier session, without a full handshake. */
	readonly isResumed: boolean;
};
