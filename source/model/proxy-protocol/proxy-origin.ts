/** A client's connection as the peer in front of us received it, in the PROXY protocol. */
export type ProxyOrigin = {
	/** Of the client, in normal form. */
	readonly address: string;
	readonly port: number;
	/** Where the client connected to. */
	readonly destination: {readonly address: string; readonly port: number};
	/** Whether the client speaks TLS with the peer. */
	readonly isTls: boolean;
};
