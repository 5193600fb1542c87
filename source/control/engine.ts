import {randomBytes} from 'node:crypto';
import {CounterReader} from '../counters/counter-reader.js';
import {HealthCells} from '../counters/health-cells.js';
import {allocateSharedMemory} from '../counters/layout.js';
import {SharedCursor} from '../counters/shared-cursor.js';
import {
	type Backend,
	type BackendChange,
	minWeight,
	type NewBackend,
} from '../model/backend.js';
import {isNameScheme} from '../model/backend-name.js';
import type {BackendTls} from '../model/backend-tls.js';
import type {ForwardingSettings} from '../model/forwarding.js';
import {ControlError} from '../model/control-error.js';
import type {Control, LogPage, RemoveOptions} from '../model/control.js';
import type {ControlEvent, UntimedEvent} from '../model/event.js';
import type {History} from '../model/history.js';
import type {LiveSetting} from '../model/live-setting.js';
import type {HealthCheckSettings} from '../model/health-check-settings.js';
import type {AccessLogTarget, ClientConnectionSettings} from '../model/messages.js';
import type {Policy, TrafficSettings} from '../model/pool.js';
import type {PoolChange} from '../model/pool-change.js';
import type {BackendStatus, ListenAddress, Status} from '../model/status.js';
import {BackendWatch} from './backend-watch.js';
import {Discovery} from './discovery/discovery.js';
import {createLookup} from './discovery/lookup.js';
import {Drains} from './drains.js';
import {createHttpProbe} from './health/probe.js';
import {LogReader} from './log-reader.js';
import {reachesListener} from './own-addresses.js';
import type {OutlierSettings} from './outliers/outlier-rule.js';
import {PoolCommands} from './pool-commands.js';
import {PoolRegistry} from './pool-registry.js';
import {publicBackend} from './public-backend.js';
import {reservePort} from './reserve-port.js';
import {SlotRecycler} from './slot-recycler.js';
import {StatusBoard} from './status-board.js';
import {TrafficWatch} from './traffic-watch.js';
import {WorkerSupervisor} from './worker-supervisor.js';

/** Times in milliseconds. */
export type EngineOptions = {
	/** All interfaces if undefined. */
	readonly host: string | undefined;
	/** 0 picks a free one. */
	readonly port: number;
	readonly threads: number;
	readonly policy: Policy;
	readonly traffic: TrafficSettings;
	/** How long a backend may drain. */
	readonly drainTimeoutMs: number;
	readonly health: HealthCheckSettings;
	readonly outliers: OutlierSettings;
	/** Until a backend that comes gets its full share. */
	readonly slowStartMs: number;
	readonly clientConnections: ClientConnectionSettings;
	readonly backendTls: BackendTls;
	readonly forwarding: ForwardingSettings;
	readonly accessLog: AccessLogTarget;
	/** Address and port of the DNS server that is asked for names; the system's if undefined. */
	readonly dnsServer?: string | undefined;
	/** What the health checks say they are. */
	readonly version: string;
};

const tickMs = 1000;

/** The control plane: one pool, its workers and its health checks, steered through {@link Control}. */
export class Engine implements Control {
	readonly #options: EngineOptions;
	readonly #listeners = new Set<(event: ControlEvent) => void>();
	readonly #startedAt = Date.now();
	readonly #registry: PoolRegistry;
	readonly #watch: BackendWatch;
	readonly #trafficWatch: TrafficWatch;
	readonly #board: StatusBoard;
	readonly #supervisor: WorkerSupervisor;
	readonly #log: LogReader;
	readonly #drains: Drains;
	readonly #commands: PoolCommands;
	readonly #recycler: SlotRecycler;
	readonly #discovery: Discovery;
	#publishing: Promise<void> | undefined;
	#ticker: NodeJS.Timeout | undefined;
	#address: ListenAddress | undefined;
	#adminAddress: ListenAddress | undefined;
	#phase: Status['phase'] = 'serving';

	constructor(options: EngineOptions) {
		this.#options = options;
		const sharedMemory = allocateSharedMemory(options.threads);
		const cells = new HealthCells(sharedMemory);
		const counters = new CounterReader(sharedMemory);
		this.#registry = new PoolRegistry({
			policy: options.policy,
			traffic: options.traffic,
			refuseUrl: url => this.#refuseUrl(url),
		});
		this.#trafficWatch = new TrafficWatch({
			memory: sharedMemory,
			counters,
			cells,
			outliers: options.outliers,
			slowStartMs: options.slowStartMs,
			members: () => this.#registry.members,
			isPanic: () => this.#board.serving(this.#registry.members).isPanic,
			emit: event => {
				this.#emit(event);
			},
		});
		const onReturning = (slot: number): void => {
			this.#trafficWatch.begin(slot);
		};

		this.#watch = new BackendWatch({
			settings: options.health,
			probe: createHttpProbe(options.version, options.backendTls),
			cells,
			onReturning,
			onTransition: (id, from, to, reason) => {
				this.#emit({
					type: 'health-changed', backend: publicBackend(this.#registry.get(id)), from, to, reason,
				});
			},
		});
		this.#board = new StatusBoard({
			counters,
			cells,
			cursor: new SharedCursor(sharedMemory),
			healthDetails: id => this.#watch.details(id),
			ejectionMs: id => this.#trafficWatch.ejectionMs(id),
			panicThreshold: options.traffic.panicThreshold ?? 0,
			drainDetails: id => this.#drainDetails(id),
		});
		this.#supervisor = new WorkerSupervisor({
			threads: options.threads,
			sharedMemory,
			counters,
			host: options.host,
			clientConnections: options.clientConnections,
			backendTls: options.backendTls,
			accessLog: options.accessLog,
			forwarding: options.forwarding,
			instance: randomBytes(8).toString('hex'),
			snapshot: () => this.#registry.snapshot(),
			onBackendFailed: (id, reason) => {
				this.#watch.reportFailure(id, reason);
			},
			onAccessLogDropped: count => {
				this.#emit({type: 'warning', message: `${count} access log lines were lost: the log's reader or disk is too slow or gone.`});
			},
			onWorkerRestarted: (worker, reason) => {
				this.#log.forgetWorker(worker);
				this.#emit({type: 'worker-restarted', worker, reason});
			},
		});
		this.#log = new LogReader(async (after, limit) => this.#supervisor.readLogs(after, limit));
		const cut = (slot: number): void => {
			this.#supervisor.cut(slot);
		};

		const inFlight = (slot: number): number => counters.inFlight(slot);
		this.#drains = new Drains({timeoutMs: options.drainTimeoutMs, hasSessions: options.traffic.sessionKey !== undefined, inFlight});
		this.#recycler = new SlotRecycler({
			counters,
			timeoutMs: options.drainTimeoutMs,
			cut,
			release: slot => {
				this.#trafficWatch.clearSlot(slot);
				this.#registry.releaseSlot(slot);
			},
		});
		this.#commands = new PoolCommands({
			registry: this.#registry,
			drains: this.#drains,
			inFlight,
			cut,
			publish: async () => this.#publish(),
			onAdded: member => {
				this.#watch.add(member);
				this.#board.add(member);
			},
			onReturning,
			onHealthCheckChanged: member => {
				this.#watch.change(member);
			},
			onRemoved: member => {
				const {id, slot} = member;
				this.#trafficWatch.remove(member);
				this.#watch.remove(id);
				this.#board.remove(id);
				this.#recycler.add(slot);
			},
			emit: event => {
				this.#emit(event);
			},
		});
		this.#discovery = new Discovery({
			lookup: createLookup(options.dnsServer),
			members: () => this.#registry.members,
			add: async backend => this.#commands.addDiscovered(backend),
			remove: async id => this.#commands.removeDiscovered(id),
			changeWeight: async (id, weight) => this.#commands.changeDiscovered(id, {weight}),
			onWarning: message => {
				this.#emit({type: 'warning', message});
			},
		});
	}

	/**
	Starts to serve.

	@throws {NodeJS.ErrnoException} When the port cannot be listened on.
	*/
	async start(): Promise<ListenAddress> {
		const {host, port, threads} = this.#options;
		const freePort = threads > 1 || port !== 0 ? await reservePort(host, port) : port;
		this.#address = await this.#supervisor.start(freePort);
		this.#trafficWatch.start();
		this.#ticker = setInterval(() => {
			this.#board.update();
			this.#recycler.update();
		}, tickMs).unref();
		return this.#address;
	}

	/** Names the admin API's address, for the status and so that it is not taken for a backend. */
	setAdminAddress(address: ListenAddress): void {
		this.#adminAddress = address;
	}

	/** Stops accepting and finishes what is in flight, for `graceMs` at most. */
	async stop(graceMs: number): Promise<void> {
		this.#phase = 'leaving';
		this.#watch.stop();
		this.#drains.stop();
		this.#discovery.stop();
		this.#trafficWatch.stop();
		await this.#supervisor.stop(graceMs);
		clearInterval(this.#ticker);
	}

	/** Ends everything at once. */
	async terminate(): Promise<void> {
		this.#phase = 'leaving';
		this.#watch.stop();
		this.#drains.stop();
		this.#discovery.stop();
		this.#trafficWatch.stop();
		clearInterval(this.#ticker);
		await this.#supervisor.terminate();
	}

	status(): Status {
		const {traffic: {rateLimit}, backendTls} = this.#options;
		const {members, policy} = this.#registry;
		const names = this.#discovery.names();
		return {
			version: this.#registry.snapshot().version,
			startedAt: this.#startedAt,
			proxy: this.#proxyAddress,
			admin: this.#adminAddress,
			policy,
			rateLimit,
			...(backendTls.insecure && {insecureBackends: true}),
			...(this.#board.serving(members).isPanic && {isPanic: true}),
			current: this.#board.current(members, policy),
			backends: members.map(member => this.#board.backend(member)),
			...(names.length > 0 && {names}),
			totals: this.#board.totals(),
			recent: this.#board.recent(),
			phase: this.#phase,
		};
	}

	checkBackend(backend: NewBackend): string | undefined {
		return (isNameScheme(backend.url) ? this.#discovery.check(backend.url) : this.#registry.check(backend))?.message;
	}

	/** The backends of the start; adding these cannot be undone. See {@link addBackend}. */
	async addInitialBackends(backends: ReadonlyArray<NewBackend & Partial<Pick<Backend, 'state'>>>): Promise<void> {
		await Promise.all(backends.map(async backend => isNameScheme(backend.url)
			? this.#discovery.follow(backend.url, backend.weight ?? minWeight, false)
			: this.#commands.addInitial(backend)));
	}

	async addBackend(backend: NewBackend & Partial<Pick<Backend, 'state'>>): Promise<BackendStatus> {
		this.#assertServing();
		if (isNameScheme(backend.url)) {
			const origin = await this.#discovery.follow(backend.url, backend.weight ?? minWeight, true);
			return this.#board.backend(this.#registry.members.find(member => member.origin === origin)!);
		}

		return this.#board.backend(await this.#commands.add(backend));
	}

	async updateBackend(id: string, change: BackendChange): Promise<BackendStatus> {
		this.#assertServing();
		return this.#board.backend(await this.#commands.update(id, change));
	}

	async removeBackend(id: string, {force = false}: RemoveOptions = {}): Promise<BackendStatus | undefined> {
		this.#assertServing();
		this.#discovery.onRemoved(this.#registry.get(id));
		const draining = await this.#commands.remove(id, force);
		return draining && this.#board.backend(draining);
	}

	async undo(): Promise<PoolChange> {
		this.#assertServing();
		return this.#commands.undo();
	}

	async setPolicy(policy: Policy): Promise<void> {
		this.#assertServing();
		const from = this.#registry.setPolicy(policy);
		if (from === policy) {
			return;
		}

		await this.#publish();
		this.#emit({type: 'policy-changed', from, to: policy});
	}

	async readLog(after: number, limit: number): Promise<LogPage> {
		return this.#log.read(after, limit);
	}

	async readExchange(): Promise<undefined> {
		return undefined;
	}

	async replay(): Promise<never> {
		throw new ControlError('exchange_not_found', 'That request is no longer at hand.');
	}

	async history(): Promise<History> {
		return {spanMs: tickMs, points: [], latencies: []};
	}

	settings(): readonly LiveSetting[] {
		return [];
	}

	async updateSettings(): Promise<readonly LiveSetting[]> {
		return [];
	}

	subscribe(listener: (event: ControlEvent) => void): () => void {
		this.#listeners.add(listener);
		return () => {
			this.#listeners.delete(listener);
		};
	}

	/** Changes that are made at once reach the workers at once. */
	async #publish(): Promise<void> {
		this.#publishing ??= (async () => {
			await Promise.resolve();
			this.#publishing = undefined;
			await this.#supervisor.apply(this.#registry.snapshot());
		})();
		await this.#publishing;
	}

	#emit(event: UntimedEvent): void {
		for (const listener of this.#listeners) {
			listener({...event, at: Date.now()});
		}
	}

	#drainDetails(id: string): Pick<BackendStatus, 'drainEndsAt' | 'isBeingRemoved'> {
		const drainEndsAt = this.#drains.endsAt(id);
		return {
			...(drainEndsAt !== undefined && {drainEndsAt}),
			...(this.#commands.isBeingRemoved(id) && {isBeingRemoved: true}),
		};
	}

	/** Before it listens: where it is going to. */
	get #proxyAddress(): ListenAddress {
		return this.#address ?? {host: this.#options.host ?? '::', port: this.#options.port};
	}

	#refuseUrl(url: string): string | undefined {
		if (reachesListener(url, this.#proxyAddress)) {
			return `${url} is this proxy itself; a request would go round in circles. Name another port.`;
		}

		return this.#adminAddress && reachesListener(url, this.#adminAddress)
			? `${url} is this proxy's admin API, which must not be reached through the proxy. Name another port.`
			: undefined;
	}

	#assertServing(): void {
		if (this.#phase === 'leaving') {
			throw new ControlError('shutting_down', 'The proxy is shutting down; the pool can no longer be changed.');
		}
	}
}
