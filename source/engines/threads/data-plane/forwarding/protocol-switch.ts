import type {Buffer} from 'node:buffer';
import type {IncomingMessage, ServerResponse} from 'node:http';
import type {Socket} from 'node:net';
import type {RequestBody} from '../bodies/request-body.js';
import {localReplies} from '../local-reply.js';
import {acceptUpgrade, type Tunnel, type TunnelEnd, type TunnelSocket} from '../upgrades/tunnel.js';
import type {AnswerOwner} from './answer-owner.js';
import type {Attempt} from './attempt.js';
import type {ForwarderContext} from './forwarder-context.js';

/** The client's connection and bytes read ahead of an upgrade request. */
export type UpgradeRequest = {
	readonly protocol: string;
	readonly socket: TunnelSocket;
	readonly head: Buffer;
};

/** The response that becomes a tunnel. */
export type SwitchingAnswer = {
	readonly isBegun: boolean;
	begin(attempt: Attempt): void;
};

export type ProtocolSwitchParts = {
	readonly context: ForwarderContext;
	readonly owner: AnswerOwner;
	readonly answer: SwitchingAnswer;
	readonly attempt: Attempt;
	readonly client: UpgradeRequest;
	readonly body: RequestBody | undefined;
	readonly response: ServerResponse;
	/** The backend's 101, and its connection. */
	readonly incoming: IncomingMessage;
	readonly backend: TunnelEnd<Socket>;
};

/** From a backend's 101 to the tunnel. */
export class ProtocolSwitch {
	readonly #parts: ProtocolSwitchParts;
	#tunnel: Tunnel | undefined;

	constructor(parts: ProtocolSwitchParts) {
		this.#parts = parts;
	}

	/** Undefined until the 101 has been relayed. */
	get tunnel(): Tunnel | undefined {
		return this.#tunnel;
	}

	/** RFC 9110 §7.8: the new protocol begins after the whole request. */
	begin(): void {
		const {body} = this.#parts;
		if (body === undefined || body.isSent) {
			this.#complete();
		} else {
			this.#sendRest(body);
		}
	}

	get #isWaiting(): boolean {
		const {answer, owner: {exchange}} = this.#parts;
		return !answer.isBegun && !exchange.finished;
	}

	#sendRest(body: RequestBody): void {
		const {owner, answer, attempt, response, backend: {socket, head}} = this.#parts;
		const closeUnlessAnswered = (): void => {
			if (!answer.isBegun) {
				socket.destroy();
			}
		};

		if (head.length === 0) {
			// Emitted only without input of the new protocol: the backend has left, though its connection may look half-open.
			socket.once('end', closeUnlessAnswered);
		}

		body.sendRestTo(socket, attempt.isChunked, () => {
			if (this.#isWaiting) {
				this.#complete();
			}
		});
		attempt.detach();
		// Followed by 'close'.
		socket.on('error', () => {});
		socket.once('close', () => {
			if (this.#isWaiting) {
				owner.onFailure(new Error('closed before the end of the request'));
			}
		});
		response.once('close', closeUnlessAnswered);
	}

	#complete(): void {
		const {context, owner, answer, attempt, client, response, incoming, backend} = this.#parts;
		try {
			acceptUpgrade(incoming, response, client.socket, owner.exchange, context);
		} catch {
			backend.socket.destroy();
			owner.refuse(localReplies.invalidResponse, 'invalid response');
			return;
		}

		attempt.deadline.clear();
		answer.begin(attempt);
		owner.exchange.responseStarted(101);
		const {idleTimeoutMs, tunnelIdleTimeoutMs} = context.traffic();
		this.#tunnel = context.tunnels.open({
			exchange: owner.exchange,
			client,
			backend,
			protocol: incoming.headers.upgrade ?? '',
			times: {idleMs: tunnelIdleTimeoutMs, halfOpenMs: idleTimeoutMs},
		});
	}
}
