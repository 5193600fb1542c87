import {parseBackendUrl} from '../../source/model/backend-url.js';
import type {BackendChange, NewBackend} from '../../source/model/backend.js';
import {ControlError, type ControlErrorCode} from '../../source/model/control-error.js';
import type {Control, LogPage, RemoveOptions} from '../../source/model/control.js';
import type {History} from '../../source/model/history.js';
import type {LiveSetting} from '../../source/model/live-setting.js';
import type {PoolChange} from '../../source/model/pool-change.js';
import type {Policy} from '../../source/model/pool.js';
import type {BackendStatus, RecentTraffic, Status} from '../../source/model/status.js';

const noTraffic: RecentTraffic = {
	requestsPerSecond: 0, p50Ms: undefined, p95Ms: undefined, p99Ms: undefined, errorShare: undefined,
};

const maxBackends = 50;

/** A pool without anything behind it. It refuses what every pool refuses. */
export class PoolControl implements Control {
	/** Thrown by the next command or question. */
	failure: Error | undefined;
	/** What undo says that it has taken back, the last first. */
	readonly undoable: PoolChange[] = [];
	/** What commands wait for. */
	gate: Promise<void> = Promise.resolve();
	#backends: readonly BackendStatus[];
	#onCommand = (): void => {};
	#version = 1;
	#lastId = 0;
	#policy: Policy = 'round-robin';

	constructor(backends: readonly BackendStatus[] = []) {
		this.#backends = backends;
	}

	status(): Status {
		this.#failIfTold();
		return {
			version: this.#version,
			startedAt: Date.UTC(2026, 0, 2, 3, 4, 5),
			proxy: {host: '::', port: 8000},
			admin: undefined,
			policy: this.#policy,
			rateLimit: 100,
			current: 0,
			backends: this.#backends,
			totals: {
				requests: 10, inFlight: 1, responsesByClass: [1, 2, 3, 4, 5], rateLimited: 6, unavailable: 7, aborted: 8, retries: 9, requestBytes: 11, responseBytes: 12,
			},
			recent: noTraffic,
			phase: 'serving',
		};
	}

	async addBackend(given: NewBackend): Promise<BackendStatus> {
		this.#onCommand();
		await this.gate;
		this.#failIfTold();
		const {url, reason} = parseBackendUrl(given.url);
		if (url === undefined) {
			throw new ControlError('invalid_backend', reason);
		}

		if (this.#backends.some(backend => backend.url === url)) {
			throw new ControlError('duplicate_backend', `${url} is in the pool already.`);
		}

		if (this.#backends.length >= maxBackends) {
			throw new ControlError('too_many_backends', 'The pool is full.');
		}

		const backend: BackendStatus = {
			id: `b${++this.#lastId}`, url, weight: given.weight ?? 1, state: 'active', health: 'unknown', connections: 0, requests: 0, failures: 0, recent: noTraffic,
		};
		this.#set([...this.#backends, backend]);
		return backend;
	}

	checkBackend({url}: NewBackend): string | undefined {
		return parseBackendUrl(url).reason;
	}

	async updateBackend(id: string, change: BackendChange): Promise<BackendStatus> {
		this.#onCommand();
		await this.gate;
		this.#failIfTold();
		const changed = {...this.#find(id), ...change};
		this.#set(this.#backends.map(backend => backend.id === id ? changed : backend));
		return changed;
	}

	async setPolicy(policy: Policy): Promise<void> {
		this.#onCommand();
		await this.gate;
		this.#failIfTold();
		this.#policy = policy;
	}

	async removeBackend(id: string, {force = false}: RemoveOptions = {}): Promise<BackendStatus | undefined> {
		this.#onCommand();
		await this.gate;
		this.#failIfTold();
		const found = this.#find(id);
		if (found.connections > 0 && !force) {
			return {
				...found, state: 'draining', drainEndsAt: Date.UTC(2026, 0, 2, 3, 4, 5), isBeingRemoved: true,
			};
		}

		this.undoable.push({type: 'removed', backend: found, index: this.#backends.indexOf(found)});
		this.#set(this.#backends.filter(backend => backend !== found));
		return undefined;
	}

	async undo(): Promise<PoolChange> {
		this.#onCommand();
		await this.gate;
		this.#failIfTold();
		const undone = this.undoable.pop();
		if (!undone) {
			throw new ControlError('nothing_to_undo', 'There is nothing to undo.');
		}

		return undone;
	}

	async readLog(): Promise<LogPage> {
		return {records: [], skipped: 0, last: 0};
	}

	async readExchange(): Promise<undefined> {
		return undefined;
	}

	async replay(): Promise<never> {
		throw new ControlError('exchange_not_found', 'That request is no longer at hand.');
	}

	async history(): Promise<History> {
		return {spanMs: 1000, points: [], latencies: []};
	}

	settings(): readonly LiveSetting[] {
		return [];
	}

	async updateSettings(): Promise<readonly LiveSetting[]> {
		return [];
	}

	subscribe(): () => void {
		return () => {};
	}

	/** Resolves when the next command has come in. */
	async nextCommand(): Promise<void> {
		return new Promise(resolve => {
			this.#onCommand = resolve;
		});
	}

	/** The next command is refused like this. */
	refuse(code: ControlErrorCode): void {
		this.failure = new ControlError(code, `Refused: ${code}.`);
	}

	#find(id: string): BackendStatus {
		const found = this.#backends.find(backend => backend.id === id);
		if (!found) {
			throw new ControlError('backend_not_found', `There is no backend ${id}.`);
		}

		return found;
	}

	#set(backends: readonly BackendStatus[]): void {
		this.#backends = backends;
		this.#version++;
	}

	#failIfTold(): void {
		const {failure} = this;
		this.failure = undefined;
		if (failure) {
			throw failure;
		}
	}
}
