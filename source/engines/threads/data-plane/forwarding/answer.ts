import type {Buffer} from 'node:buffer';
import type {IncomingMessage, InformationEvent, ServerResponse} from 'node:http';
import type {Socket} from 'node:net';
import type {RequestBody} from '../bodies/request-body.js';
import {StreamResponse} from '../http2/stream-response.js';
import {localReplies} from '../local-reply.js';
import {isAskedFor} from '../upgrades/upgrade-protocol.js';
import {invalidResponse} from './backend-failure.js';
import type {AnswerOwner} from './answer-owner.js';
import type {Attempt} from './attempt.js';
import type {ForwarderContext} from './forwarder-context.js';
import {relayInterimResponse} from './interim-response.js';
import type {PrivateConnection} from './private-connections.js';
import {ProtocolSwitch, type UpgradeRequest} from './protocol-switch.js';
import {breakOffIdle, relayResponse} from './response-relay.js';

/** Relays a backend's answer to the client: interim responses, then a response or a tunnel. */
export class Answer {
	readonly #context: ForwarderContext;
	readonly #owner: AnswerOwner;
	readonly #response: ServerResponse;
	readonly #upgrade: UpgradeRequest | undefined;
	#incoming: IncomingMessage | undefined;
	#switch: ProtocolSwitch | undefined;
	#isBegun = false;

	constructor(context: ForwarderContext, owner: AnswerOwner, response: ServerResponse, upgrade: UpgradeRequest | undefined) {
		this.#context = context;
		this.#owner = owner;
		this.#response = response;
		this.#upgrade = upgrade;
	}

	/** Whether the final response has begun: then neither a retry nor a local reply is possible. */
	get isBegun(): boolean {
		return this.#isBegun;
	}

	relayInterim(interim: InformationEvent): void {
		// RFC 9110 §15.2.2: a server switches protocols only on request.
		if (interim.statusCode === 101) {
			this.#owner.refuse(localReplies.invalidResponse, 'unrequested protocol switch');
		} else if (!relayInterimResponse(interim, this.#response)) {
			this.#owner.onFailure(invalidResponse());
		}
	}

	relay(incoming: IncomingMessage, attempt: Attempt, login: PrivateConnection | undefined): void {
		const {changes, pseudonym, traffic} = this.#context;
		const status = incoming.statusCode!;
		if (this.#upgrade !== undefined && this.#response instanceof StreamResponse && status >= 200 && status < 300) {
			// The client would take it for the consent to its protocol (RFC 8441 §5).
			this.#owner.refuse(localReplies.invalidResponse, 'no protocol switch');
			return;
		}

		if (!relayResponse(incoming, this.#response, this.#owner.exchange, {changes, pseudonym, login, onProgress: attempt.onProgress})) {
			this.#owner.onFailure(invalidResponse());
			return;
		}

		this.begin(attempt);
		this.#incoming = incoming;
		attempt.deadline.start(this.#onIdle, traffic().idleTimeoutMs);
	}

	/** Switches the client's connection as well, after the rest of its request. */
	switchProtocols(incoming: IncomingMessage, backend: {readonly socket: Socket; readonly head: Buffer}, {attempt, login, body}: {
		readonly attempt: Attempt;
		readonly login: PrivateConnection | undefined;
		readonly body: RequestBody | undefined;
	}): void {
		if (this.#upgrade === undefined || !isAskedFor(incoming.headers.upgrade ?? '', this.#upgrade.protocol)) {
			backend.socket.destroy();
			this.#owner.refuse(localReplies.invalidResponse, 'unrequested protocol switch');
			return;
		}

		login?.becomeTunnel();
		this.#switch = new ProtocolSwitch({
			context: this.#context, owner: this.#owner, answer: this, attempt, client: this.#upgrade, body, response: this.#response, incoming, backend,
		});
		this.#switch.begin();
	}

	begin(attempt: Attempt): void {
		this.#isBegun = true;
		attempt.answered();
	}

	/** Closes the client's connection in the middle of the response, its stream, or the tunnel. */
	breakOff(): void {
		const response = this.#response;
		const tunnel = this.#switch?.tunnel;
		if (tunnel !== undefined) {
			tunnel.close();
		} else if (response instanceof StreamResponse) {
			response.reset();
		} else {
			response.req.socket.destroy();
		}
	}

	readonly #onIdle = (): void => {
		breakOffIdle(this.#incoming!, this.#response, this.#owner.exchange);
	};
}
