import {LiveSettings} from '../../source/config/live-settings.js';
import {defaultOf} from '../../source/config/load-settings.js';
import {settingKeys} from '../../source/config/settings.js';
import {parseBackendUrl} from '../../source/model/backend-url.js';
import {weightProblem, type BackendChange, type NewBackend, type PoolEntry} from '../../source/model/backend.js';
import {assertAble, assertChangeable, withFixed} from '../../source/model/abilities.js';
import {ControlError, type ControlErrorCode} from '../../source/model/control-error.js';
import type {LogPage, LogRecord} from '../../source/model/access-log-entry.js';
import type {Control, RemoveOptions, ReplayOptions, BatchOptions} from '../../source/model/control.js';
import {EventHistory} from '../../source/engines/control/event-history.js';
import type {ControlEvent, EventPage} from '../../source/model/event.js';
import type {ExchangeDetail} from '../../source/model/exchange-detail.js';
import type {History} from '../../source/model/history.js';
import type {LiveSetting, SettingValue} from '../../source/model/live-setting.js';
import type {OpenRequest, OpenRequests} from '../../source/model/open-request.js';
import type {PoolChange} from '../../source/model/pool-change.js';
import type {BackendStatus, RecentTraffic, Status, Totals} from '../../source/model/status.js';
import type {TopFigures, TopList, TopQuery, TopRequests, TopRequestsQuery} from '../../source/model/top-list.js';
import {happened, type TestEvent} from './happened.js';

const noTraffic: RecentTraffic = {
	requestsPerSecond: 0,
	p50Ms: undefined,
	p95Ms: undefined,
	p99Ms: undefined,
	errorShare: undefined,
};

const noTotals: Totals = {
	requests: 0,
	inFlight: 0,
	responsesByClass: [0, 0, 0, 0, 0],
	rateLimited: 0,
	unavailable: 0,
	aborted: 0,
	retries: 0,
	requestBytes: 0,
	responseBytes: 0,
};

const noFigures: TopFigures = {count: 0, bytes: 0, time: 0, rate_limited: 0, failures: 0};

const startedAt = Date.UTC(2026, 0, 2, 12, 0, 0);
const maxBackends = 50;

/** A backend's status with what a test does not care for filled in. */
export const fakeBackend = (given: Partial<BackendStatus> & {readonly id: string}): BackendStatus => ({
	url: `http://127.0.0.1:${9000 + Number(given.id.slice(1))}`,
	weight: 1,
	state: 'active',
	health: 'healthy',
	connections: 0,
	requests: 0,
	failures: 0,
	aborted: 0,
	recent: noTraffic,
	...given,
});

export const fakeStatus = (given: Partial<Status> = {}): Status => ({
	version: 1,
	startedAt,
	proxy: {host: '0.0.0.0', port: 8000},
	admin: {host: '127.0.0.1', port: 8082},
	policy: 'round-robin',
	rateLimit: 100,
	current: 0,
	backends: [],
	totals: noTotals,
	recent: noTraffic,
	phase: 'serving',
	...given,
});

export const fakeRecord = (given: Partial<LogRecord> & {readonly number: number}): LogRecord => ({
	sequence: given.number,
	startedAt: startedAt + given.number,
	durationMs: 3.1,
	method: 'GET',
	target: `/item/${given.number}`,
	status: 200,
	responseBytes: 512,
	requestBytes: 0,
	client: '127.0.0.1',
	backend: {id: 'b1', url: 'http://127.0.0.1:9001'},
	attempts: 1,
	...given,
});

export const fakeOpenRequest = (given: Partial<OpenRequest> = {}): OpenRequest => {
	const {number: _number, sequence: _sequence, ...entry} = fakeRecord({number: 1});
	return {...entry, status: 0, phase: 'first-byte', ...given};
};

const inBatch = (batch: string | undefined): string => batch === undefined ? '' : ' in a batch';

/** A balancer that only pretends: its pool changes as commands say, its figures and its log as a test says. */
export class FakeControl implements Control {
	readonly #settings = new LiveSettings(new Map(settingKeys.map(key => [key, defaultOf(key)])), '/');
	#status: Status;
	#records: LogRecord[] = [];
	#lastNumber = 0;
	#lastId: number;
	readonly #events = new EventHistory();
	readonly #listeners = new Set<(event: ControlEvent) => void>();
	/** Every command that was carried out, in order. */
	readonly calls: string[] = [];
	/** Thrown by each status call. */
	failure: Error | undefined;
	/** Thrown by the next command. */
	#refusal: ControlError | undefined;
	#onCommand = (): void => {};
	/** What undo says that it has taken back, the last first. */
	readonly undoable: PoolChange[] = [];
	/** By number of the log record. */
	readonly details = new Map<number, ExchangeDetail>();
	/** In flight, the oldest first. */
	open: readonly OpenRequest[] = [];
	/** Whatever is asked for. */
	topList: TopList = {entries: [], totals: noFigures, errorBounds: noFigures, spanMs: 60_000};
	/** By id of the backend; undefined for the whole proxy. */
	readonly histories = new Map<string | undefined, History>();
	/** Settings that this engine cannot change, by name with the reason. */
	fixedSettings: ReadonlyMap<string, string> = new Map();
	/** What commands wait for before they are carried out. */
	gate: Promise<void> = Promise.resolve();

	constructor(status: Partial<Status> = {}) {
		this.#status = fakeStatus(status);
		this.#lastId = this.#status.backends.length;
	}

	#find(id: string): BackendStatus {
		const found = this.#status.backends.find(backend => backend.id === id);
		if (!found) {
			throw new ControlError('backend_not_found', `There is no backend ${id}.`);
		}

		return found;
	}

	#setBackends(backends: readonly BackendStatus[]): void {
		this.changeStatus({backends, version: this.#status.version + 1});
	}

	/** Every command begins with this. */
	async #receive(): Promise<void> {
		this.#onCommand();
		await this.gate;
		const refusal = this.#refusal;
		this.#refusal = undefined;
		if (refusal) {
			throw refusal;
		}
	}

	status(): Status {
		if (this.failure) {
			throw this.failure;
		}

		return this.#status;
	}

	/** Resolves when the next command has come in. */
	async nextCommand(): Promise<void> {
		return new Promise(resolve => {
			this.#onCommand = resolve;
		});
	}

	/** The next command is refused like this. */
	refuse(code: ControlErrorCode, message = `Refused: ${code}.`): void {
		this.#refusal = new ControlError(code, message);
	}

	async addBackend({url, weight = 1, healthCheck}: NewBackend): Promise<BackendStatus> {
		await this.#receive();
		const {url: parsed, reason} = parseBackendUrl(url);
		if (parsed === undefined) {
			throw new ControlError('invalid_backend', reason);
		}

		const problem = this.checkBackend({url});
		if (problem !== undefined) {
			throw new ControlError('duplicate_backend', problem);
		}

		if (this.#status.backends.length >= maxBackends) {
			throw new ControlError('too_many_backends', 'The pool is full.');
		}

		const backend = fakeBackend({
			id: `b${++this.#lastId}`, url: parsed, weight, health: 'unknown', ...(healthCheck && {healthCheck}),
		});
		this.#setBackends([...this.#status.backends, backend]);
		this.calls.push(`add ${parsed}`);
		this.emit({type: 'backend-added', backend, at: Date.now()});
		return backend;
	}

	checkBackend({url}: NewBackend): string | undefined {
		const {url: normalised, reason} = parseBackendUrl(url);
		return this.#status.backends.some(backend => backend.url === normalised)
			? `${normalised} is in the pool already.`
			: reason;
	}

	async updateBackend(id: string, change: BackendChange, {batch}: BatchOptions = {}): Promise<BackendStatus> {
		await this.#receive();
		const problem = weightProblem(change.weight ?? 1);
		if (problem !== undefined) {
			throw new ControlError('invalid_backend', problem);
		}

		this.changeBackend(id, change);
		this.calls.push(`update ${id} ${JSON.stringify(change)}${inBatch(batch)}`);
		return this.#find(id);
	}

	async removeBackend(id: string, {force = false, batch}: RemoveOptions = {}): Promise<BackendStatus | undefined> {
		await this.#receive();
		const backend = this.#find(id);
		this.calls.push(`${force ? 'cut' : 'remove'} ${id}${inBatch(batch)}`);
		if (backend.connections > 0 && !force) {
			this.changeBackend(id, {state: 'draining', isBeingRemoved: true});
			return this.#find(id);
		}

		this.undoable.push({type: 'removed', backend, index: this.#status.backends.indexOf(backend)});
		this.#setBackends(this.#status.backends.filter(other => other !== backend));
		return undefined;
	}

	async replacePool(entries: readonly PoolEntry[]): Promise<void> {
		await this.#receive();
		const refused = entries.find(({url}) => parseBackendUrl(url).url === undefined);
		if (refused) {
			throw new ControlError('invalid_backend', `${refused.url} is no backend.`);
		}

		this.#setBackends(entries.slice(0, maxBackends).map(entry => fakeBackend({...entry, id: `b${++this.#lastId}`, url: parseBackendUrl(entry.url).url!})));
		this.calls.push(`pool ${entries.length}`);
	}

	async undo(): Promise<PoolChange> {
		await this.#receive();
		this.calls.push('undo');
		const undone = this.undoable.pop();
		if (!undone) {
			throw new ControlError('nothing_to_undo', 'There is nothing to undo.');
		}

		if (undone.type === 'removed' && this.#status.backends.every(({id}) => id !== undone.backend.id)) {
			this.#setBackends(this.#status.backends.toSpliced(undone.index, 0, fakeBackend(undone.backend)));
		}

		return undone;
	}

	async readLog(after: number, limit: number): Promise<LogPage> {
		const newer = this.#records.filter(({number}) => number > after);
		const records = newer.slice(-limit);
		return {records, skipped: this.#lastNumber - Math.min(after, this.#lastNumber) - records.length, last: this.#lastNumber};
	}

	async openRequests(limit: number): Promise<OpenRequests> {
		assertAble(this.#status, 'openRequests');
		return {requests: this.open.slice(0, limit), inFlight: this.open.length};
	}

	async top({limit}: TopQuery): Promise<TopList> {
		assertAble(this.#status, 'top');
		return {...this.topList, entries: this.topList.entries.slice(0, limit)};
	}

	async topRequests({limit}: TopRequestsQuery): Promise<TopRequests> {
		assertAble(this.#status, 'top');
		return {requests: this.#records.toSorted((first, second) => second.durationMs - first.durationMs).slice(0, limit), spanMs: 60_000};
	}

	async readExchange(number: number): Promise<ExchangeDetail | undefined> {
		return this.details.get(number);
	}

	async replay(number: number, {backend, edit}: ReplayOptions = {}): Promise<ExchangeDetail> {
		assertAble(this.#status, 'replay');
		await this.gate;
		const detail = this.details.get(number);
		if (detail === undefined) {
			throw new ControlError('exchange_not_found', 'That request is no longer available.');
		}

		const id = backend ?? detail.record.backend!.id;
		const {url} = this.#find(id);
		this.calls.push(`replay ${number} ${id}${edit ? ` ${JSON.stringify(edit)}` : ''}`);
		this.log(1, {...detail.record, backend: {id, url}, replayOf: number});
		const repeated = {...detail, record: this.#records.at(-1)!};
		this.details.set(this.#lastNumber, repeated);
		return repeated;
	}

	async history(id?: string): Promise<History> {
		assertAble(this.#status, 'history');
		return this.histories.get(id) ?? {spanMs: 1000, points: [], latencies: []};
	}

	settings(): readonly LiveSetting[] {
		return withFixed(this.#settings.list(), this.fixedSettings);
	}

	async updateSettings(changes: Readonly<Record<string, SettingValue>>): Promise<readonly LiveSetting[]> {
		await this.#receive();
		assertChangeable(this.fixedSettings, Object.keys(changes));
		const names = this.#settings.take(this.#settings.read(changes));
		this.calls.push(`settings ${JSON.stringify(changes)}`);
		const {policy, rateLimit, capture} = this.#settings.current;
		this.changeStatus({policy, rateLimit, captureBytes: capture > 0 ? capture : undefined});
		this.emit({type: 'settings-changed', names, at: Date.now()});
		return this.settings();
	}

	subscribe(listener: (event: ControlEvent) => void): () => void {
		this.#listeners.add(listener);
		return () => {
			this.#listeners.delete(listener);
		};
	}

	emit(event: TestEvent): void {
		const numbered = this.#events.push(happened(event));
		for (const listener of this.#listeners) {
			listener(numbered);
		}
	}

	async readEvents(after: number): Promise<EventPage> {
		return this.#events.read(after);
	}

	changeStatus(change: Partial<Status>): void {
		this.#status = {...this.#status, ...change};
	}

	changeBackend(id: string, change: Partial<BackendStatus>): void {
		const changed = {...this.#find(id), ...change};
		this.#setBackends(this.#status.backends.map(backend => backend.id === id ? changed : backend));
	}

	/** Writes requests to the log and counts them; `given` goes for all of them. */
	log(count: number, given: Partial<LogRecord> = {}): void {
		const first = this.#lastNumber + 1;
		const records = Array.from({length: count}, (_, index) => fakeRecord({...given, number: first + index}));
		this.#records = [...this.#records, ...records].slice(-500);
		this.#lastNumber += count;
		const {totals} = this.#status;
		this.changeStatus({totals: {...totals, requests: totals.requests + count}});
	}
}
