import type {IncomingMessage, ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {isDeepStrictEqual} from 'node:util';
import {ConnectionCounts} from '../../shared-memory/connection-counts.js';
import {CounterReader} from '../../shared-memory/counter-reader.js';
import {HealthCells} from '../../shared-memory/health-cells.js';
import {watchLoopLag} from '../../shared-memory/loop-lag.js';
import {Stripe} from '../../shared-memory/stripe.js';
import type {AccessLogEntry} from '../../../model/access-log-entry.js';
import type {BackendTls} from '../../../model/backend-tls.js';
import type {RecordedExchange} from '../../../model/exchange-detail.js';
import {listChange, type ListChange} from '../../../model/list-change.js';
import {isLongWait, leastLongWait} from '../../../model/long-wait.js';
import type {ReplayOrder, ReplayRefusal} from '../../control/data-plane.js';
import type {NameAnswer} from '../../../model/name-answer.js';
import {NameBook} from '../../../model/name-book.js';
import type {PoolMember, PoolSnapshot} from '../../../model/pool.js';
import type {WireSettings} from '../../../model/wire-settings.js';
import {sentHead} from '../../../node-http/sent-head.js';
import {AccessLog} from './access-log/access-log.js';
import {AccessLogRing} from './access-log/ring.js';
import {BackendAgents} from './forwarding/backend-agents.js';
import {backendTarget} from './forwarding/backend-target.js';
import {Balancer} from './balancer/balancer.js';
import {createPolicies} from './balancer/policies.js';
import {ConnectionLimit} from './clients/connection-limit.js';
import {Dispatcher} from './dispatcher.js';
import {Exchange} from './exchange.js';
import {Forwarding, type ForwarderContext, type UpgradeRequest} from './forwarding/forwarder.js';
import {LiveExchanges} from './recording/live-exchanges.js';
import {type ListenOptions, Listener} from './clients/listener.js';
import {HeaderRewriting} from './headers/header-rewriting.js';
import {localReplies} from './local-reply.js';
import {sendLocalReply} from './send-local-reply.js';
import {PrivateConnections} from './forwarding/private-connections.js';
import {clientPeer} from './admission/client-peer.js';
import {IncomingHead} from './admission/incoming-head.js';
import {BodyCaptures} from './recording/body-captures.js';
import {Recordings} from './recording/recordings.js';
import {replayedRequest} from './replay/replayed-request.js';
import {Admission} from './admission/admission.js';
import {tunnelLingerMs} from './upgrades/tunnel.js';
import {Tunnels} from './upgrades/tunnels.js';
import {discardBody} from './bodies/unread-body.js';
import {pseudonymOf} from './headers/via.js';
import {watchWaits} from './recording/watch-waits.js';

const ringCapacity = 4096;
/** What is captured of the bodies of a request that is sent once more, even if nothing else is. */
const replayCaptureBytes = 64 * 1024;
/** A little longer than most answers may take to begin. */
const longestReplayMs = 75_000;
/** What has not been answered so long before the last connection is closed gets an answer that says so. */
const lastAnswerMs = 50;

/** A request that is sent once more. */
type Replay = {
	readonly backend: PoolMember;
	/** Number of the log record that it repeats. */
	readonly of: number;
};
/** Of all bodies that are captured at one time. */
const maxCapturedBytes = 32 * 1024 * 1024;

export type WorkerDataPlaneOptions = {
	readonly index: number;
	readonly sharedMemory: SharedArrayBuffer;
	readonly backendTls: BackendTls;
	readonly snapshot: PoolSnapshot;
	/** Tells this process from all others: lower-case hexadecimal digits, hard to guess. */
	readonly instance: string;
	/** What is known of host names at the start. */
	readonly names: ReadonlyMap<string, NameAnswer>;
	/** A host name is to be looked up; see {@link WorkerDataPlane.takeName}. */
	readonly onLookUp: (name: string) => void;
	/** Traffic found a backend unreachable that was not known to be. */
	readonly onBackendFailed: (backend: PoolMember, reason: string) => void;
	/** A backend that is down has answered a request all the same. */
	readonly onBackendAnswered: (backend: PoolMember, status: number) => void;
};

/** One worker's whole way of a request: listener → limiter → balancer → forwarder → access log. */
export class WorkerDataPlane {
	readonly #stripe: Stripe;
	readonly #counters: CounterReader;
	readonly #unwatchLag: () => void;
	readonly #unwatchWaits: () => void;
	readonly #balancer: Balancer;
	readonly #ring = new AccessLogRing(ringCapacity);
	readonly #recordings = new Recordings();
	readonly #log = new AccessLog(this.#ring, this.#recordings);
	readonly #captures = new BodyCaptures(maxCapturedBytes);
	readonly #names: NameBook;
	readonly #agents: BackendAgents;
	readonly #privateConnections: PrivateConnections;
	readonly #dispatcher: Dispatcher;
	readonly #tunnels = new Tunnels();
	readonly #live = new LiveExchanges();
	readonly #limit: ConnectionLimit;
	readonly #listener: Listener;
	readonly #admission: Admission;
	#context: ForwarderContext;
	#port = 0;
	#snapshot: PoolSnapshot;

	constructor(options: WorkerDataPlaneOptions) {
		const {
			index, sharedMemory, backendTls, snapshot, instance, names, onLookUp, onBackendFailed, onBackendAnswered,
		} = options;
		const {clientConnections, forwarding, accessLog} = snapshot.wire;
		const health = new HealthCells(sharedMemory);
		this.#stripe = new Stripe(sharedMemory, index);
		this.#stripe.beat(0);
		this.#unwatchLag = watchLoopLag(milliseconds => {
			this.#stripe.beat(milliseconds);
		});
		this.#counters = new CounterReader(sharedMemory);
		this.#unwatchWaits = watchWaits(this.#live, this.#stripe);
		this.#balancer = new Balancer(health, createPolicies(sharedMemory));
		this.#log.open(accessLog);
		this.#snapshot = snapshot;
		this.#names = new NameBook(onLookUp, names);
		this.#agents = new BackendAgents(backendTls, this.#names.lookup);
		this.#privateConnections = new PrivateConnections(this.#agents, this.#balancer);
		const traffic = () => this.#snapshot.traffic;
		this.#dispatcher = new Dispatcher({
			balancer: this.#balancer, stripe: this.#stripe, sharedMemory, traffic, onTrialPassed: onBackendAnswered,
		});
		this.#admission = new Admission(forwarding, instance, sharedMemory);
		this.#context = {
			changes: new HeaderRewriting(forwarding),
			pseudonym: pseudonymOf(instance),
			maxBodyBytes: forwarding.maxBodyBytes,
			maxResponseHeaderBytes: forwarding.maxResponseHeaderBytes,
			dispatcher: this.#dispatcher,
			agents: this.#agents,
			names: this.#names,
			privateConnections: this.#privateConnections,
			tunnels: this.#tunnels,
			traffic,
			onUnreachable(backend, reason, failure) {
				health.setFailure(backend.slot, failure);
				// Seen by all workers at once, without the control plane's doing.
				if (health.set(backend.slot, 'unhealthy')) {
					onBackendFailed(backend, reason);
				}
			},
		};
		this.#limit = new ConnectionLimit(new ConnectionCounts(sharedMemory, index), clientConnections);
		this.#listener = new Listener(clientConnections, this.#limit, {
			onRequest: (request, response, upgrade) => {
				this.#carry(request, response, upgrade);
			},
			onMalformed: (socket, answer, sent) => {
				const exchange = new Exchange({peer: clientPeer(socket)}, this.#stripe, this.#log);
				exchange.answeredByProxy(answer);
				exchange.headSent(sent.head);
				exchange.takeResponse(sent.body);
				exchange.finish();
			},
		});
		this.apply(snapshot);
	}

	apply(snapshot: PoolSnapshot): void {
		const {wire, members} = this.#snapshot;
		this.#snapshot = snapshot;
		if (!isDeepStrictEqual(snapshot.wire, wire)) {
			this.#configure(snapshot.wire, wire);
		}

		this.#balancer.apply(snapshot);
		this.#admission.apply(snapshot);
		this.#forgetGone(listChange(members, snapshot.members));
		this.#privateConnections.look();
		this.#dispatcher.advance();
	}

	/** @throws {NodeJS.ErrnoException} When the address cannot be listened on. */
	async listen(options: ListenOptions): Promise<AddressInfo> {
		const address = await this.#listener.listen(options);
		this.#port = address.port;
		return address;
	}

	/** Ends what this slot's backend has in flight here. */
	cut(slot: number): void {
		this.#live.cut(slot);
	}

	/** See `AccessLogRing.newest`. What is kept of these exchanges stays at hand for longer than of others. */
	readLog(after: number, limit: number): {entries: AccessLogEntry[]; skipped: number} {
		const log = this.#ring.newest(after, limit);
		for (const {sequence} of log.entries) {
			this.#recordings.keep(sequence);
		}

		return log;
	}

	/** All that is known of an exchange that has ended; undefined when it is no longer at hand. */
	readExchange(sequence: number): RecordedExchange | undefined {
		return this.#recordings.get(sequence)?.describe();
	}

	/**
	Sends a request that was recorded once more.

	@returns All that is known of the new exchange once it has ended.
	*/
	async replay({sequence, backend, of}: ReplayOrder): Promise<RecordedExchange | ReplayRefusal> {
		const recording = this.#recordings.get(sequence);
		if (recording === undefined) {
			return 'exchange_not_found';
		}

		const member = this.#snapshot.members.find(({id}) => id === backend);
		if (member === undefined) {
			return 'backend_not_found';
		}

		const replayed = replayedRequest(recording, this.#port);
		if (typeof replayed === 'string') {
			return replayed;
		}

		const {request, response} = replayed;
		const exchange = this.#carry(request, response, undefined, {backend: member, of});
		// An answer without an end is not waited for.
		const timer = setTimeout(() => {
			request.socket.destroy();
		}, longestReplayMs);
		await new Promise<void>(resolve => {
			response.once('close', resolve);
		});
		clearTimeout(timer);
		this.#recordings.keep(exchange.recording.entry!.sequence);
		return exchange.recording.describe();
	}

	/** What was found of a host name. */
	takeName(name: string, answer: NameAnswer): void {
		this.#names.take(name, answer);
	}

	/** Opens the file of the access log anew, for whoever has moved the old one away. */
	reopenLog(): void {
		this.#log.reopen();
	}

	/** Access log lines that were lost since the last call. */
	takeDroppedLines(): number {
		return this.#log.takeDropped();
	}

	/** Why they were, in words, if that is known. */
	get lostLinesReason(): string | undefined {
		return this.#log.problem;
	}

	/** Finishes what is in flight, for `graceMs` at most. */
	async stop(graceMs: number): Promise<void> {
		const tunnelTimer = setTimeout(() => {
			this.#tunnels.close();
		}, Math.max(graceMs - tunnelLingerMs, 0));
		const timer = setTimeout(() => {
			this.#live.stop();
		}, Math.max(graceMs - lastAnswerMs, 0));
		await this.#listener.close(graceMs);
		clearTimeout(tunnelTimer);
		clearTimeout(timer);
		this.#agents.destroy();
		this.#unwatchLag();
		this.#unwatchWaits();
		await this.#log.close();
	}

	/** A backend of which something has changed has gone and come. */
	#forgetGone({gone, come}: ListChange<PoolMember>): void {
		const kept = new Set(come.map(({url, origin}) => `${url} ${origin}`));
		for (const member of gone) {
			if (!kept.has(`${member.url} ${member.origin}`)) {
				this.#agents.forget(backendTarget(member));
			}
		}
	}

	/** What is under way ends as it began. */
	#configure({forwarding, clientConnections, accessLog}: WireSettings, before: WireSettings): void {
		this.#admission.configure(forwarding);
		const {maxBodyBytes, maxResponseHeaderBytes} = forwarding;
		this.#context = {
			...this.#context, changes: new HeaderRewriting(forwarding), maxBodyBytes, maxResponseHeaderBytes,
		};
		this.#limit.configure(clientConnections);
		this.#listener.configure(clientConnections);
		if (!isDeepStrictEqual(accessLog, before.accessLog)) {
			this.#log.open(accessLog);
		}
	}

	/** Whether a client that leaves now says something against its backend. */
	#hasWaitedTooLong(forwarding: Forwarding | undefined): boolean {
		if (this.#snapshot.traffic.ejectTimeouts !== true) {
			return false;
		}

		const waitedMs = forwarding?.waitedMs ?? 0;
		return waitedMs >= leastLongWait && isLongWait(waitedMs, this.#counters.answers(forwarding!.exchange.backend!.slot).usualMs);
	}

	#carry(request: IncomingMessage, response: ServerResponse, upgrade: UpgradeRequest | undefined, replay?: Replay): Exchange {
		const head = new IncomingHead(request, upgrade?.protocol);
		const exchange = new Exchange(head, this.#stripe, this.#log, replay?.of);
		const captureBytes = Math.max(this.#snapshot.traffic.captureBytes ?? 0, replay === undefined ? 0 : replayCaptureBytes);
		// What a tunnel carries has no end.
		if (captureBytes > 0 && upgrade === undefined) {
			exchange.capture(this.#captures, captureBytes);
		}

		let forwarding: Forwarding | undefined;
		// Always comes, whether the answer was finished, broken off, or the client left.
		response.once('close', () => {
			const isBlamed = this.#hasWaitedTooLong(forwarding);
			forwarding?.cancel();
			exchange.headSent(sentHead(response));
			if (response.writableFinished || exchange.error !== undefined) {
				exchange.finish();
			} else {
				exchange.abort(isBlamed);
			}

			this.#dispatcher.advance();
		});
		response.once('finish', () => {
			discardBody(request);
		});
		response.on('error', () => {});

		try {
			const refusal = this.#admission.admit(head, exchange);
			if (refusal !== undefined) {
				sendLocalReply(exchange, response, refusal);
				return exchange;
			}

			head.apply();
			forwarding = new Forwarding(this.#context, exchange, request, response, upgrade);
			const forget = this.#live.add({exchange, forwarding});
			response.once('close', forget);
			// A tunnel outlives its response.
			upgrade?.socket.once('close', forget);
			if (replay === undefined) {
				forwarding.begin();
			} else {
				forwarding.beginAt(replay.backend, this.#snapshot.policy);
			}
		} catch {
			// A request must never end the worker, whatever is in it.
			forwarding?.cancel();
			sendLocalReply(exchange, response, localReplies.internal);
		}

		return exchange;
	}
}
