import {isDeepStrictEqual} from 'node:util';
import {ConnectionCounts} from '../../shared-memory/connection-counts.js';
import {CounterReader} from '../../shared-memory/counter-reader.js';
import {HealthCells} from '../../shared-memory/health-cells.js';
import {watchLoopLag} from '../../shared-memory/loop-lag.js';
import {Stripe} from '../../shared-memory/stripe.js';
import type {BackendTransport} from '../../../model/backend-transport.js';
import type {RecordedExchange} from '../../../model/exchange-detail.js';
import {listChange} from '../../../model/list-change.js';
import {isLongWait, leastLongWait} from '../../../model/long-wait.js';
import type {ReplayOrder, ReplayRefusal} from '../../control/data-plane.js';
import type {OpenRequests} from '../../../model/open-request.js';
import type {NameAnswer} from '../../../model/name-answer.js';
import {DnsCache} from '../../../model/dns-cache.js';
import type {PoolMember, PoolSnapshot} from '../../../model/pool.js';
import type {ClientAddresses} from '../../../model/status.js';
import type {WireSettings} from '../../../model/wire-settings.js';
import {Balancer} from './balancer/balancer.js';
import {createPolicies} from './balancer/policies.js';
import {ConnectionLimit} from './clients/connection-limit.js';
import {Dispatcher} from './dispatcher.js';
import type {Exchange} from './exchange.js';
import {FastLane} from './fast-lane/fast-lane.js';
import {GeneralLane} from './general-lane.js';
import {laneContext} from './lane-context.js';
import type {LaneParts} from './lane-parts.js';
import {replayExchange} from './replay/replay-exchange.js';
import {ExchangeRecords} from './recording/exchange-records.js';
import {LiveExchanges} from './recording/live-exchanges.js';
import {type ListenOptions, Listener} from './clients/listener.js';
import {Admission} from './admission/admission.js';
import {tunnelLingerMs} from './upgrades/tunnel.js';
import {watchWaits} from './recording/watch-waits.js';

/** How long before the shutdown deadline remaining exchanges get a local reply. */
const lastAnswerMs = 50;

/** Without changed backends of the same URL, whose connections can be kept. */
const removedFrom = (before: readonly PoolMember[], after: readonly PoolMember[]): PoolMember[] => {
	const {gone, come} = listChange(before, after);
	const kept = new Set(come.map(({url, origin}) => `${url} ${origin}`));
	return gone.filter(({url, origin}) => !kept.has(`${url} ${origin}`));
};

export type WorkerDataPlaneOptions = {
	readonly index: number;
	readonly sharedMemory: SharedArrayBuffer;
	readonly transport: BackendTransport;
	readonly snapshot: PoolSnapshot;
	/** Unique id of this process: lower-case hexadecimal digits, hard to guess. */
	readonly instance: string;
	/** Addresses of host names known at the start. */
	readonly names: ReadonlyMap<string, NameAnswer>;
	/** A host name is to be looked up; see {@link WorkerDataPlane.takeName}. */
	readonly onLookUp: (name: string) => void;
	/** A request could not connect to a backend that was up. */
	readonly onBackendFailed: (backend: PoolMember, reason: string) => void;
	/** A backend that is down has responded to a request. */
	readonly onBackendAnswered: (backend: PoolMember, status: number) => void;
};

/** The path of a request within one worker: listener → admission → balancer → forwarder → access log. */
export class WorkerDataPlane {
	readonly records = new ExchangeRecords();
	readonly #stripe: Stripe;
	readonly #counters: CounterReader;
	readonly #unwatchLag: () => void;
	readonly #unwatchWaits: () => void;
	readonly #balancer: Balancer;
	readonly #names: DnsCache;
	readonly #dispatcher: Dispatcher;
	readonly #live = new LiveExchanges();
	readonly #limit: ConnectionLimit;
	readonly #listener: Listener;
	readonly #fast: FastLane;
	readonly #admission: Admission;
	readonly #general: GeneralLane;
	readonly #parts: LaneParts;
	#addresses: ClientAddresses = {proxy: {host: '', port: 0}};
	#snapshot: PoolSnapshot;

	constructor(options: WorkerDataPlaneOptions) {
		const {
			index, sharedMemory, transport, snapshot, instance, names, onLookUp, onBackendFailed, onBackendAnswered,
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
		this.records.log.open(accessLog);
		this.#snapshot = snapshot;
		this.#names = new DnsCache(onLookUp, names);
		const traffic = () => this.#snapshot.traffic;
		this.#dispatcher = new Dispatcher({
			balancer: this.#balancer, stripe: this.#stripe, sharedMemory, traffic, onTrialPassed: onBackendAnswered,
		});
		this.#admission = new Admission(forwarding, instance, sharedMemory);
		this.#parts = {
			stripe: this.#stripe,
			log: this.records.log,
			admission: this.#admission,
			balancer: this.#balancer,
			dispatcher: this.#dispatcher,
			live: this.#live,
			names: this.#names,
			transport,
			instance,
			snapshot: () => this.#snapshot,
			isTooLong: this.#isTooLong,
			onUnreachable(backend, reason, failure) {
				health.setFailure(backend.slot, failure);
				// Visible to all workers at once, without the control plane.
				if (health.set(backend.slot, 'unhealthy')) {
					onBackendFailed(backend, reason);
				}
			},
		};
		const context = laneContext(this.#parts, forwarding);
		this.#general = new GeneralLane(this.#parts, context);
		this.#limit = new ConnectionLimit(new ConnectionCounts(sharedMemory, index), clientConnections);
		this.#fast = new FastLane(this.#parts, {
			isEnding: () => this.#listener.isEnding,
			handOver: socket => {
				this.#listener.serve(socket);
			},
			refuse: (socket, answer) => {
				this.#listener.refuse(socket, answer);
			},
		});
		this.#fast.configure(context, clientConnections);
		this.#listener = new Listener(clientConnections, this.#limit, snapshot.tls, {
			onConnection: socket => this.#fast.accept(socket),
			onCloseIdle: () => {
				this.#fast.closeIdle();
			},
			onRequest: (request, response, upgrade) => {
				this.#general.carry(request, response, upgrade);
			},
			onMalformed: (socket, reply, sent) => {
				this.#general.recordUnreadable(socket, reply, sent);
			},
		});
		this.apply(snapshot);
	}

	apply(snapshot: PoolSnapshot): void {
		const {wire, members, tls} = this.#snapshot;
		this.#snapshot = snapshot;
		if (snapshot.tls !== undefined && snapshot.tls !== tls) {
			this.#listener.applyTls(snapshot.tls);
		}

		if (!isDeepStrictEqual(snapshot.wire, wire)) {
			this.#configure(snapshot.wire, wire);
		}

		this.#balancer.apply(snapshot);
		this.#admission.apply(snapshot);
		const removed = removedFrom(members, snapshot.members);
		this.#general.apply(removed);
		this.#fast.apply(snapshot, removed);
		this.#dispatcher.advance();
	}

	/** @throws {NodeJS.ErrnoException} When the address cannot be listened on. */
	async listen(options: ListenOptions): Promise<ClientAddresses> {
		this.#addresses = await this.#listener.listen(options);
		const {proxy, tls} = this.#addresses;
		this.#admission.tlsPort = tls?.port;
		this.#fast.ports = {http: proxy.port, https: tls?.port};
		return this.#addresses;
	}

	/** Ends this worker's exchanges at a backend. */
	cut(slot: number): void {
		this.#live.cut(slot);
	}

	/** The oldest exchanges in flight. */
	readOpen(limit: number): OpenRequests {
		return this.#live.oldest(limit);
	}

	/** See {@link replayExchange}. */
	async replay(order: ReplayOrder): Promise<RecordedExchange | ReplayRefusal> {
		return replayExchange(order, {
			lane: this.#general, find: this.records.find, recordings: this.records.recordings, members: this.#snapshot.members, addresses: this.#addresses,
		});
	}

	/** Takes the result of a lookup. */
	takeName(name: string, answer: NameAnswer): void {
		this.#names.take(name, answer);
	}

	/** Finishes exchanges in flight, for `graceMs` at most. */
	async stop(graceMs: number): Promise<void> {
		const tunnelTimer = setTimeout(() => {
			this.#general.closeTunnels();
		}, Math.max(graceMs - tunnelLingerMs, 0));
		const timer = setTimeout(() => {
			this.#live.stop();
		}, Math.max(graceMs - lastAnswerMs, 0));
		await this.#listener.close(graceMs);
		clearTimeout(tunnelTimer);
		clearTimeout(timer);
		this.#general.destroy();
		this.#fast.destroy();
		this.#unwatchLag();
		this.#unwatchWaits();
		await this.records.log.close();
	}

	/** Applies to new exchanges. */
	#configure({forwarding, clientConnections, accessLog}: WireSettings, before: WireSettings): void {
		this.#admission.configure(forwarding);
		const context = laneContext(this.#parts, forwarding);
		this.#general.configure(context);
		this.#fast.configure(context, clientConnections);
		this.#limit.configure(clientConnections);
		this.#listener.configure(clientConnections);
		if (!isDeepStrictEqual(accessLog, before.accessLog)) {
			this.records.log.open(accessLog);
		}
	}

	/** See {@link LaneParts}. */
	readonly #isTooLong = (waitedMs: number, {backend}: Exchange): boolean =>
		this.#snapshot.traffic.ejectTimeouts === true && waitedMs >= leastLongWait
		&& isLongWait(waitedMs, this.#counters.answers(backend!.slot).usualMs);
}
