import type {IncomingMessage, ServerResponse} from 'node:http';
import type {Socket} from 'node:net';
import type {PoolMember} from '../../../model/pool.js';
import {sentHead} from '../../../node-http/sent-head.js';
import {clientPeer} from './admission/client-peer.js';
import {IncomingHead} from './admission/incoming-head.js';
import {discardBody} from './bodies/unread-body.js';
import {Exchange} from './exchange.js';
import {BackendAgents} from './forwarding/backend-agents.js';
import {BackendTrust} from './forwarding/backend-trust.js';
import {ForClients} from './forwarding/for-clients.js';
import {backendTarget} from './forwarding/backend-target.js';
import {Forwarding} from './forwarding/forwarder.js';
import type {ForwarderContext} from './forwarding/forwarder-context.js';
import {PrivateConnections} from './forwarding/private-connections.js';
import type {UpgradeRequest} from './forwarding/protocol-switch.js';
import type {LaneContext} from './lane-context.js';
import type {LaneParts} from './lane-parts.js';
import {localReplies, type LocalReply, type ReplyMessage} from './local-reply.js';
import {BodyCaptures} from './recording/body-captures.js';
import {sendLocalReply} from './send-local-reply.js';
import {Tunnels} from './upgrades/tunnels.js';

/** Captured of each body of a replay, even if capturing is off. */
const replayCaptureBytes = 64 * 1024;
/** Of all captured bodies together. */
const maxCapturedBytes = 32 * 1024 * 1024;

/** A replayed request. */
export type Replay = {
	readonly backend: PoolMember;
	/** Number of the replayed log record. */
	readonly of: number;
};

/** Carries exchanges of every kind, over node:http. */
export class GeneralLane {
	readonly #parts: LaneParts;
	readonly #captures = new BodyCaptures(maxCapturedBytes);
	readonly #tunnels = new Tunnels();
	readonly #agents: ForClients<BackendAgents>;
	readonly #privateConnections: PrivateConnections;
	#context: ForwarderContext;

	constructor(parts: LaneParts, context: LaneContext) {
		const {balancer, names, transport} = parts;
		this.#parts = parts;
		const trust = new BackendTrust(transport.tls);
		this.#agents = new ForClients(transport.sendProxy, header => new BackendAgents(trust, names.lookup, header));
		this.#privateConnections = new PrivateConnections(this.#agents, balancer);
		this.#context = this.#contextFrom(context);
	}

	/** Applies to new exchanges. */
	configure(context: LaneContext): void {
		this.#context = this.#contextFrom(context);
	}

	apply(removed: readonly PoolMember[]): void {
		for (const member of removed) {
			this.#agents.forget(backendTarget(member));
		}

		this.#privateConnections.look();
	}

	closeTunnels(): void {
		this.#tunnels.close();
	}

	/** Closes idle connections to backends. */
	destroy(): void {
		this.#agents.destroy();
	}

	/** Records an unparsable request that has been answered. */
	recordUnreadable(socket: Socket, reply: LocalReply, sent: {readonly head: string; readonly body: ReplyMessage['body']}): void {
		const exchange = new Exchange({peer: clientPeer(socket)}, this.#parts.stripe, this.#parts.log);
		exchange.answeredByProxy(reply);
		exchange.headSent(sent.head);
		exchange.takeResponse(sent.body);
		exchange.finish();
	}

	carry(request: IncomingMessage, response: ServerResponse, upgrade: UpgradeRequest | undefined, replay?: Replay): Exchange {
		const {stripe, log, admission, dispatcher, live, snapshot, isTooLong} = this.#parts;
		const {traffic, policy} = snapshot();
		const head = new IncomingHead(request, upgrade?.protocol);
		const exchange = new Exchange(head, stripe, log, replay?.of);
		const captureBytes = Math.max(traffic.captureBytes ?? 0, replay === undefined ? 0 : replayCaptureBytes);
		// Tunnels are not captured.
		if (captureBytes > 0 && upgrade === undefined) {
			exchange.capture(this.#captures, captureBytes);
		}

		let forwarding: Forwarding | undefined;
		// Emitted in any case: response complete, broken off, or client gone.
		response.once('close', () => {
			const waitedMs = forwarding?.waitedMs;
			const isBlamed = waitedMs !== undefined && isTooLong(waitedMs, exchange);
			forwarding?.cancel();
			exchange.headSent(sentHead(response));
			if (response.writableFinished || exchange.error !== undefined) {
				exchange.finish();
			} else {
				exchange.abort(isBlamed);
			}

			dispatcher.advance();
		});
		response.on('finish', () => {
			discardBody(request);
		});
		response.on('error', () => {});

		try {
			const refusal = admission.admit(head, exchange);
			if (refusal !== undefined) {
				sendLocalReply(exchange, response, refusal);
				return exchange;
			}

			head.apply();
			forwarding = new Forwarding(this.#context, exchange, request, response, upgrade);
			const carried = forwarding;
			live.add(carried);
			const forget = (): void => {
				live.remove(carried);
			};

			response.once('close', forget);
			// A tunnel outlives its response.
			upgrade?.socket.once('close', forget);
			if (replay === undefined) {
				forwarding.begin();
			} else {
				forwarding.beginAt(replay.backend, policy);
			}
		} catch {
			// No request may end the worker.
			forwarding?.cancel();
			sendLocalReply(exchange, response, localReplies.internal);
		}

		return exchange;
	}

	#contextFrom(context: LaneContext): ForwarderContext {
		return {...context, agents: this.#agents, transport: this.#parts.transport, privateConnections: this.#privateConnections, tunnels: this.#tunnels};
	}
}
