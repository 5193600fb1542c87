import {randomBytes} from 'node:crypto';
import {CounterReader} from '../shared-memory/counter-reader.js';
import {allAbilities} from '../../model/abilities.js';
import type {BackendTransport} from '../../model/backend-transport.js';
import type {RecordedExchange} from '../../model/exchange-detail.js';
import type {NameAnswer} from '../../model/name-answer.js';
import type {OpenRequests} from '../../model/open-request.js';
import type {PoolSnapshot} from '../../model/pool.js';
import type {ClientAddresses, ClientPorts} from '../../model/status.js';
import type {RequestMeasure, TopList, TopSpan, TopSubject} from '../../model/top-list.js';
import type {DataPlane, DataPlaneContext, LogEntries, ReplayOrder, ReplayRefusal, TopEntries} from '../control/data-plane.js';
import {workerHeapMegabytes} from './worker-heap.js';
import {WorkerLink} from './worker-link.js';
import {startWorkerThread, type WorkerThread} from './worker-thread.js';
import {WorkerWatchdog} from './worker-watchdog.js';

export type WorkerSupervisorOptions = {
	readonly threads: number;
	/** For how long a worker may be blocked before it is replaced, in milliseconds; 0 for no limit. */
	readonly timeoutMs: number;
	readonly transport: BackendTransport;
	/** Of the first worker, if it was started ahead of the settings. */
	readonly firstThread?: WorkerThread | undefined;
};

/** Initial backoff for a worker that ends soon after its start; doubled each time. */
const restartDelayMs = 100;
const longestRestartDelayMs = 5000;
/** A worker that has run for this long resets the backoff. */
const steadyMs = 2000;
/** Time to close the access log after the last exchange. */
const stopReserveMs = 5000;

/** A data plane of worker threads: restarts them, and distributes snapshots. */
export class WorkerSupervisor implements DataPlane {
	readonly abilities = allAbilities;
	readonly #options: WorkerSupervisorOptions;
	#firstThread: WorkerThread | undefined;
	readonly #context: DataPlaneContext;
	readonly #counters: CounterReader;
	/** See `WorkerStart`. */
	readonly #instance = randomBytes(8).toString('hex');
	readonly #links: WorkerLink[] = [];
	/** Threads that cannot be ended, at most as many as there are workers. */
	readonly #abandoned = new Set<WorkerLink>();
	readonly #restartDelays: number[] = [];
	readonly #watchdog: WorkerWatchdog;
	#ports: ClientPorts = {port: undefined, tlsPort: undefined};
	#stopping = false;

	constructor(options: WorkerSupervisorOptions, context: DataPlaneContext) {
		this.#options = options;
		this.#firstThread = options.firstThread;
		this.#context = context;
		this.#counters = new CounterReader(context.sharedMemory);
		const {timeoutMs} = options;
		this.#watchdog = new WorkerWatchdog({
			counters: this.#counters,
			timeoutMs,
			onHang: worker => {
				void this.#endHung(this.#links[worker]!, `it was blocked for ${timeoutMs / 1000} s`);
			},
		});
	}

	/**
	Starts all workers on the same ports.

	@throws {NodeJS.ErrnoException} When a port cannot be listened on.
	*/
	async start(ports: ClientPorts): Promise<ClientAddresses> {
		this.#ports = ports;
		this.#watchdog.start();
		const links = Array.from({length: this.#options.threads}, (_, index) => this.#startWorker(index));
		try {
			const [addresses] = await Promise.all(links.map(async link => link.listening));
			const {proxy, tls} = addresses!;
			this.#ports = {port: ports.port === undefined ? undefined : proxy.port, tlsPort: tls?.port};
			return addresses!;
		} catch (error) {
			await this.terminate();
			throw error;
		}
	}

	/** Resolves once every running worker has applied the snapshot. */
	async apply(snapshot: PoolSnapshot): Promise<void> {
		await Promise.all(this.#links.map(async link => link.apply(snapshot)));
	}

	/** Ends the exchanges at a backend. */
	cut(slot: number): void {
		for (const link of this.#links) {
			link.cut(slot);
		}
	}

	/** Sends the result of a lookup to all workers. */
	tellName(name: string, answer: NameAnswer): void {
		for (const link of this.#links) {
			link.tellName(name, answer);
		}
	}

	/** Makes all workers reopen the access log. */
	reopenLogs(): void {
		for (const link of this.#links) {
			link.reopenLog();
		}
	}

	/** The entries of each worker's ring after its given sequence number. */
	async readLogs(after: readonly number[], limit: number): Promise<LogEntries[]> {
		return Promise.all(this.#links.map(async (link, index) => link.readLog(after[index] ?? 0, limit)));
	}

	/** The oldest exchanges in flight of each worker. */
	async readOpen(limit: number): Promise<OpenRequests[]> {
		return Promise.all(this.#links.map(async link => link.readOpen(limit)));
	}

	/** A top list of each worker that runs. */
	async readTop(by: TopSubject, over: TopSpan): Promise<TopList[]> {
		const lists = await Promise.all(this.#links.map(async link => link.readTop(by, over)));
		return lists.filter(list => list !== undefined);
	}

	/** The highest requests of each worker. */
	async readTopRequests(measure: RequestMeasure, over: TopSpan): Promise<TopEntries[]> {
		return Promise.all(this.#links.map(async link => link.readTopRequests(measure, over)));
	}

	/** All details of one exchange of a worker; undefined if no longer available. */
	async readExchange(worker: number, sequence: number): Promise<RecordedExchange | undefined> {
		return this.#links[worker]?.readExchange(sequence);
	}

	/** Replays a request of a worker's log. */
	async replay(worker: number, order: ReplayOrder): Promise<RecordedExchange | ReplayRefusal> {
		return this.#links[worker]?.replay(order) ?? 'exchange_not_found';
	}

	/** Lets all workers finish exchanges in flight, for `graceMs` at most. */
	async stop(graceMs: number): Promise<void> {
		this.#stopping = true;
		this.#watchdog.stop();
		for (const link of this.#links) {
			link.stop(graceMs);
		}

		// A blocked worker does not receive the message.
		const timer = setTimeout(() => {
			void this.terminate();
		}, graceMs + stopReserveMs);
		await Promise.all(this.#links.map(async link => link.left));
		clearTimeout(timer);
	}

	/** Whether all threads have ended. */
	get hasEnded(): boolean {
		return this.#abandoned.size === 0 && this.#links.every(link => link.hasEnded);
	}

	/** Ends all workers at once. */
	async terminate(): Promise<void> {
		this.#stopping = true;
		this.#watchdog.stop();
		await Promise.all(this.#links.map(async link => link.terminate()));
	}

	/** A thread in a system call ends only when that returns, which commands and new connections must not wait for. */
	async #endHung(link: WorkerLink, reason: string): Promise<void> {
		await link.terminate(reason);
		if (link.hasEnded || this.#stopping || this.#abandoned.size >= this.#options.threads) {
			return;
		}

		this.#abandoned.add(link);
		void link.exited.then(() => {
			this.#abandoned.delete(link);
		});
		link.abandon(`${reason} and cannot be ended; connections it accepts wait until proxy-tui is restarted`);
	}

	/** Undefined if there is none with the memory of a worker. */
	#takeFirstThread(): WorkerThread | undefined {
		const first = this.#firstThread;
		this.#firstThread = undefined;
		if (!first || first.maxHeapMegabytes === workerHeapMegabytes(this.#options.threads)) {
			return first;
		}

		void first.worker.terminate();
		return undefined;
	}

	#startWorker(index: number): WorkerLink {
		const {transport, threads} = this.#options;
		const {sharedMemory, host, snapshot, names, events: {onBackendFailed, onBackendAnswered, onLookUp, onAccessLogDropped}} = this.#context;
		const startedAt = performance.now();
		// A thread that is already up sends its first heartbeat as soon as it has its start.
		this.#watchdog.watch(index);
		const thread = this.#takeFirstThread() ?? startWorkerThread(index, threads);
		const link = new WorkerLink({
			index,
			sharedMemory,
			listen: {host, ports: this.#ports, reusePort: threads > 1},
			transport,
			instance: this.#instance,
			snapshot: snapshot(),
			names: names(),
		}, thread.worker, {
			onBackendFailed,
			onBackendAnswered,
			onLookUp,
			onAccessLogDropped,
			onExit: reason => {
				this.#onExit(index, reason, performance.now() - startedAt);
			},
		});
		this.#links[index] = link;
		return link;
	}

	#onExit(index: number, reason: string, livedMs: number): void {
		this.#watchdog.forget(index);
		// Its exchanges have ended with it.
		this.#counters.clearInFlight(index);
		if (this.#stopping) {
			return;
		}

		const delay = livedMs >= steadyMs ? 0 : this.#restartDelays[index] ?? 0;
		this.#restartDelays[index] = Math.min(Math.max(delay * 2, restartDelayMs), longestRestartDelayMs);
		setTimeout(() => {
			if (this.#stopping) {
				return;
			}

			this.#startWorker(index);
			this.#context.events.onWorkerRestarted(index, reason);
		}, delay);
	}
}
