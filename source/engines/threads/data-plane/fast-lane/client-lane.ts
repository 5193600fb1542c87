import type {Socket} from 'node:net';
import type {ListenedPorts} from '../admission/client-peer.js';
import type {LocalReply} from '../local-reply.js';
import type {BackendPool} from './backend-pool.js';
import type {Deadlines} from './deadlines.js';
import type {ScannedHead} from './scanned-head.js';

/** What all clients' connections share. */
export type ClientLane<Client> = {
	readonly head: ScannedHead;
	readonly deadlines: Deadlines;
	/** That are listened on. */
	readonly ports: ListenedPorts;
	readonly headerTimeoutMs: number;
	/** How long a connection is kept between two requests. */
	readonly idleTimeoutMs: number;
	/** The connections to backends for a client's requests. */
	backendsFor(client: Socket): BackendPool;
	/** Whether it carries any exchange. */
	readonly isOpen: boolean;
	/** Whether connections end with their next answer. */
	readonly isEnding: boolean;
	/** Carries the request whose head has been read last; may have ended with it already, see `ClientSide.onExchangeEnd`. */
	carry(client: Client): void;
	/** Takes a connection with a request that is not for this lane, and that is still to be read from it. */
	handOver(socket: Socket): void;
	/** Answers what is no request, and ends the connection. */
	refuse(socket: Socket, answer: LocalReply): void;
};
