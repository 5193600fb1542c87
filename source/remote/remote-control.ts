import type {BackendChange, NewBackend, PoolEntry} from '../model/backend.js';
import {parseBackendUrl} from '../model/backend-url.js';
import {ControlError} from '../model/control-error.js';
import type {LogPage} from '../model/access-log-entry.js';
import type {Control, RemoveOptions, ReplayOptions} from '../model/control.js';
import type {ControlEvent} from '../model/event.js';
import type {ExchangeDetail} from '../model/exchange-detail.js';
import type {History} from '../model/history.js';
import type {LiveSetting, SettingValue} from '../model/live-setting.js';
import type {PoolChange} from '../model/pool-change.js';
import type {BackendStatus, Status} from '../model/status.js';
import {AdminClient, type AdminClientOptions} from './admin-client.js';
import {decode} from './decode.js';
import {EventFeed} from './event-feed.js';
import {InstanceClock, instanceTimeJson} from './instance-clock.js';
import {exchangeJson} from './json/exchange-json.js';
import {healthCheckJson} from './json/health-check-json.js';
import {historyJson} from './json/history-json.js';
import {undoneJson} from './json/pool-change-json.js';
import {settingsJson} from './json/settings-json.js';
import {backendJson, statusJson} from './json/status-json.js';
import {RequestLog} from './request-log.js';
import {StatusPoll} from './status-poll.js';

const healthCheckToJson = (healthCheck: BackendChange['healthCheck']): Record<string, unknown> => healthCheck ? {health_check: healthCheckJson.encode(healthCheck)} : {};

const pathOf = (id: string): string => `/backends/${encodeURIComponent(id)}`;

const readStatus = async (client: AdminClient, clock: InstanceClock): Promise<Status> => {
	const json = await client.read('/status');
	return clock.read(decode(statusJson, json, client.address), decode(instanceTimeJson, json, client.address));
};

/**
Steers an instance elsewhere through its admin API. While the connection is lost, the status is the last known one, marked as
old, and commands are refused; it is restored as soon as somebody looks at the status again.
*/
export class RemoteControl implements Control {
	readonly #client: AdminClient;
	readonly #clock: InstanceClock;
	readonly #poll: StatusPoll;
	readonly #log: RequestLog;
	readonly #events: EventFeed;
	#settings: readonly LiveSetting[] = [];
	#isReadingSettings = false;

	private constructor(client: AdminClient, clock: InstanceClock, first: Status) {
		this.#client = client;
		this.#clock = clock;
		this.#log = new RequestLog(client);
		this.#events = new EventFeed(client);
		this.#poll = new StatusPoll({
			first,
			fetch: async () => readStatus(client, clock),
			now: () => clock.now(),
			onRestart: () => {
				this.#log.onRestart();
			},
			onLost: error => {
				this.#events.warn(error instanceof Error ? error.message : String(error));
			},
		});
	}

	/** @throws {ControlError} `not_connected`, `unauthorized`, `not_allowed`, `unexpected_answer` */
	static async connect(options: AdminClientOptions): Promise<RemoteControl> {
		const client = new AdminClient(options);
		try {
			const clock = new InstanceClock();
			return new RemoteControl(client, clock, await readStatus(client, clock));
		} catch (error) {
			client.close();
			throw error;
		}
	}

	/** The clock by which {@link status} tells moments. */
	now(): number {
		return this.#clock.now();
	}

	status(): Status {
		return this.#poll.status;
	}

	async addBackend({url, weight, healthCheck}: NewBackend): Promise<BackendStatus> {
		return this.#decode(backendJson, await this.#command('POST', '/backends', {url, weight, ...healthCheckToJson(healthCheck)}));
	}

	/** Knows the pool as it was last seen. The instance has the last word. */
	checkBackend({url: given}: NewBackend): string | undefined {
		const {url, reason} = parseBackendUrl(given);
		return this.#poll.status.backends.some(backend => backend.url === url) ? `${url} is in the pool already.` : reason;
	}

	async updateBackend(id: string, {healthCheck, ...change}: BackendChange): Promise<BackendStatus | undefined> {
		const json = await this.#command('PATCH', pathOf(id), {...change, ...healthCheckToJson(healthCheck)});
		return json === undefined ? undefined : this.#decode(backendJson, json);
	}

	async removeBackend(id: string, {force = false}: RemoveOptions = {}): Promise<BackendStatus | undefined> {
		const json = await this.#command('DELETE', `${pathOf(id)}${force ? '?force=true' : ''}`);
		return json === undefined ? undefined : this.#decode(backendJson, json);
	}

	async replacePool(entries: readonly PoolEntry[]): Promise<void> {
		await this.#command('PUT', '/pool', {backends: entries.map(({healthCheck, ...entry}) => ({...entry, ...healthCheckToJson(healthCheck)}))});
	}

	async undo(): Promise<PoolChange> {
		return this.#decode(undoneJson, await this.#command('POST', '/undo'));
	}

	async readLog(after: number, limit: number): Promise<LogPage> {
		return this.#log.read(after, limit);
	}

	async readExchange(number: number): Promise<ExchangeDetail | undefined> {
		const path = this.#log.pathOf(number);
		if (path === undefined) {
			return undefined;
		}

		try {
			return this.#log.numbered(this.#decode(exchangeJson, await this.#client.read(path)));
		} catch (error) {
			if (error instanceof ControlError && error.code === 'exchange_not_found') {
				return undefined;
			}

			throw error;
		}
	}

	async replay(number: number, {backend}: ReplayOptions = {}): Promise<ExchangeDetail> {
		const path = this.#log.pathOf(number);
		if (path === undefined) {
			throw new ControlError('exchange_not_found', 'That request was of a process that has ended since.');
		}

		return this.#log.numbered(this.#decode(exchangeJson, await this.#command('POST', `${path}/replay`, {backend})));
	}

	async history(id?: string): Promise<History> {
		const query = id === undefined ? '' : `?backend=${encodeURIComponent(id)}`;
		return this.#decode(historyJson, await this.#client.read(`/history${query}`));
	}

	/** As they were last seen; asks for them anew. */
	settings(): readonly LiveSetting[] {
		if (!this.#isReadingSettings) {
			void this.#readSettings();
		}

		return this.#settings;
	}

	async updateSettings(changes: Readonly<Record<string, SettingValue>>): Promise<readonly LiveSetting[]> {
		this.#settings = this.#decode(settingsJson, await this.#command('PATCH', '/settings', changes));
		return this.#settings;
	}

	subscribe(listener: (event: ControlEvent) => void): () => void {
		return this.#events.subscribe(listener);
	}

	/** Ends what goes on. */
	close(): void {
		this.#events.stop();
		this.#client.close();
	}

	#decode<Schema extends Parameters<typeof decode>[0]>(schema: Schema, json: unknown): ReturnType<typeof decode<Schema>> {
		return decode(schema, json, this.#client.address);
	}

	async #readSettings(): Promise<void> {
		this.#isReadingSettings = true;
		try {
			this.#settings = this.#decode(settingsJson, await this.#client.read('/settings'));
		} catch {
			// The last known ones have to do.
		} finally {
			this.#isReadingSettings = false;
		}
	}

	/** What a command has changed is known when it resolves. */
	async #command(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<unknown> {
		if (this.#poll.isStale) {
			throw new ControlError('not_connected', `The connection to ${this.#client.address} is lost; this was not done. Do it again once it is back.`);
		}

		try {
			return await this.#client.command(method, path, body);
		} finally {
			await this.#poll.refresh();
		}
	}
}
