import type {Buffer} from 'node:buffer';
import type {Socket} from 'node:net';
import type {BackendPool} from './backend-pool.js';

/** A client's connection, as the exchange sees it that it carries now. */
export type ClientSide = {
	/** Where the exchange gets its connections from. */
	readonly backends: BackendPool;
	readonly socket: Socket;
	/** Whether the connection carries no further exchange. */
	isLast: boolean;
	/** When the time is up for what the exchange waits for, on the monotonic clock. */
	deadline: number;
	/** @returns What has come of the body, or behind the request, and was not wanted yet. */
	takeHeld(): Buffer | undefined;
	/** Keeps what is not wanted yet, and reads no more than a little of what follows. */
	hold(bytes: Buffer): void;
	/** Reads on, for the exchange or to see the client leave. */
	resume(): void;
	/** To be called before an answer's head is made: the last answer of a connection that is to end says so (RFC 9112, section 9.6). */
	foreseeEnd(): void;
	/** The answer has been sent, and the accounts are closed. */
	onExchangeEnd(): void;
};
