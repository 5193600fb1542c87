/**
Where the time of a request goes, in milliseconds: the mean over all requests of some time. A phase that did not take place counts as 0, such as connecting
over a reused connection, so that the means can be added. Time that went to failed attempts before is left out.
*/
export type Timings = {
	/** Until a backend had a free slot. */
	readonly queueMs: number;
	/** Name resolution, connecting, and TLS handshake. */
	readonly connectMs: number;
	/** Until the response headers; includes sending the request's body. */
	readonly firstByteMs: number;
	/** Until the last byte for the client. */
	readonly transferMs: number;
};
