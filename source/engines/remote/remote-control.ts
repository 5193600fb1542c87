import type {BackendChange, NewBackend, PoolEntry} from '../../model/backend.js';
import {parseBackendUrl} from '../../model/backend-url.js';
import {ControlError} from '../../model/control-error.js';
import type {LogPage} from '../../model/access-log-entry.js';
import type {Control, RemoveOptions, ReplayOptions, BatchOptions} from '../../model/control.js';
import type {ControlEvent, EventPage} from '../../model/event.js';
import type {ExchangeDetail} from '../../model/exchange-detail.js';
import type {History} from '../../model/history.js';
import type {OpenRequests} from '../../model/open-request.js';
import type {LiveSetting, SettingValue} from '../../model/live-setting.js';
import type {PoolChange} from '../../model/pool-change.js';
import type {BackendStatus, Status} from '../../model/status.js';
import type {TopList, TopQuery, TopRequests, TopRequestsQuery} from '../../model/top-list.js';
import {backendWire} from '../../wire/backend.js';
import {eventPageWire} from '../../wire/event.js';
import {exchangeWire} from '../../wire/exchange-detail.js';
import {historyWire} from '../../wire/history.js';
import {undoneWire} from '../../wire/pool-change.js';
import {backendChangeWire, newBackendWire, poolWire} from '../../wire/pool.js';
import {settingsWire} from '../../wire/settings.js';
import {statusWire} from '../../wire/status.js';
import {topListWire} from '../../wire/top-list.js';
import type {Wire} from '../../wire/wire.js';
import {AdminClient, type AdminClientOptions} from './admin-client.js';
import {decode} from './decode.js';
import {EventFeed} from './event-feed.js';
import {InstanceClock} from './instance-clock.js';
import {RemoteLog} from './remote-log.js';
import {StatusPoll} from './status-poll.js';

const pathOf = (id: string): string => `/backends/${encodeURIComponent(id)}`;

/** An instance of an older version refuses what it does not know, so that nothing is sent without need. */
const queryOf = ({force = false, batch}: RemoveOptions): string => {
	const query = new URLSearchParams({...(force && {force: 'true'}), ...(batch !== undefined && {batch})}).toString();
	return query === '' ? '' : `?${query}`;
};

const readStatus = async (client: AdminClient, clock: InstanceClock): Promise<Status> =>
	clock.read(decode(statusWire, await client.read('/status'), client.address));

/**
Controls a remote instance through its admin API. While the connection is lost, the status is the last known one, marked as stale, and
commands are refused; reading the status reconnects.
*/
export class RemoteControl implements Control {
	readonly #client: AdminClient;
	readonly #clock: InstanceClock;
	readonly #poll: StatusPoll;
	readonly #log: RemoteLog;
	readonly #events: EventFeed;
	#settings: readonly LiveSetting[] = [];
	#isReadingSettings = false;

	private constructor(client: AdminClient, clock: InstanceClock, first: Status) {
		this.#client = client;
		this.#clock = clock;
		this.#log = new RemoteLog(client);
		this.#events = new EventFeed(client);
		this.#poll = new StatusPoll({
			first,
			fetch: async () => readStatus(client, clock),
			now: () => clock.now(),
			onRestart: () => {
				this.#log.onRestart();
			},
			onLost: error => {
				this.#events.warn({type: 'connection-lost', reason: error instanceof Error ? error.message : String(error)});
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

	/** The clock of {@link status}. */
	now(): number {
		return this.#clock.now();
	}

	status(): Status {
		return this.#poll.status;
	}

	async addBackend(given: NewBackend): Promise<BackendStatus> {
		return this.#decode(backendWire, await this.#command('POST', '/backends', newBackendWire.encode(given)));
	}

	/** Checks against the last known pool; the instance has the last word. */
	checkBackend({url: given}: NewBackend): string | undefined {
		const {url, reason} = parseBackendUrl(given);
		return this.#poll.status.backends.some(known => known.url === url) ? `${url} is in the pool already.` : reason;
	}

	async updateBackend(id: string, change: BackendChange, options: BatchOptions = {}): Promise<BackendStatus | undefined> {
		const json = await this.#command('PATCH', `${pathOf(id)}${queryOf(options)}`, backendChangeWire.encode(change));
		return json === undefined ? undefined : this.#decode(backendWire, json);
	}

	async removeBackend(id: string, options: RemoveOptions = {}): Promise<BackendStatus | undefined> {
		const json = await this.#command('DELETE', `${pathOf(id)}${queryOf(options)}`);
		return json === undefined ? undefined : this.#decode(backendWire, json);
	}

	async replacePool(backends: readonly PoolEntry[]): Promise<void> {
		await this.#command('PUT', '/pool', poolWire.encode({backends}));
	}

	async undo(): Promise<PoolChange> {
		return this.#decode(undoneWire, await this.#command('POST', '/undo')).undone;
	}

	async readLog(after: number, limit: number): Promise<LogPage> {
		return this.#log.read(after, limit);
	}

	async openRequests(limit: number): Promise<OpenRequests> {
		return this.#log.open(limit);
	}

	async top({by, measure, over, limit}: TopQuery): Promise<TopList> {
		return this.#decode(topListWire, await this.#client.read(`/top?by=${by}&measure=${measure}&over=${over}&limit=${limit}`));
	}

	async topRequests(query: TopRequestsQuery): Promise<TopRequests> {
		return this.#log.top(query);
	}

	async readExchange(number: number): Promise<ExchangeDetail | undefined> {
		const path = this.#log.pathOf(number);
		if (path === undefined) {
			return undefined;
		}

		try {
			return this.#log.numbered(this.#decode(exchangeWire, await this.#client.read(path)));
		} catch (error) {
			if (error instanceof ControlError && error.code === 'exchange_not_found') {
				return undefined;
			}

			throw error;
		}
	}

	async replay(number: number, options: ReplayOptions = {}): Promise<ExchangeDetail> {
		const path = this.#log.pathOf(number);
		if (path === undefined) {
			throw new ControlError('exchange_not_found', 'That request belongs to a process that has ended since.');
		}

		return this.#log.numbered(this.#decode(exchangeWire, await this.#command('POST', `${path}/replay`, options)));
	}

	async history(id?: string): Promise<History> {
		const query = id === undefined ? '' : `?backend=${encodeURIComponent(id)}`;
		return this.#decode(historyWire, await this.#client.read(`/history${query}`));
	}

	/** The last known settings; fetches them again. */
	settings(): readonly LiveSetting[] {
		if (!this.#isReadingSettings) {
			void this.#readSettings();
		}

		return this.#settings;
	}

	async updateSettings(changes: Readonly<Record<string, SettingValue>>): Promise<readonly LiveSetting[]> {
		this.#settings = this.#decode(settingsWire, await this.#command('PATCH', '/settings', changes)).settings;
		return this.#settings;
	}

	async readEvents(after: number): Promise<EventPage> {
		return this.#decode(eventPageWire, await this.#client.read(`/events/history?since=${after}`));
	}

	subscribe(listener: (event: ControlEvent) => void): () => void {
		return this.#events.subscribe(listener);
	}

	close(): void {
		this.#events.stop();
		this.#client.close();
	}

	#decode<Value>(wire: Wire<Value>, json: unknown): Value {
		return decode(wire, json, this.#client.address);
	}

	async #readSettings(): Promise<void> {
		this.#isReadingSettings = true;
		try {
			this.#settings = this.#decode(settingsWire, await this.#client.read('/settings')).settings;
		} catch {
			// The last known ones have to do.
		} finally {
			this.#isReadingSettings = false;
		}
	}

	/** The status includes a command's effect when it resolves. */
	async #command(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<unknown> {
		if (this.#poll.isStale) {
			throw new ControlError('not_connected', `The connection to ${this.#client.address} is lost; nothing was changed. Retry once it is back.`);
		}

		try {
			return await this.#client.command(method, path, body);
		} finally {
			await this.#poll.refresh();
		}
	}
}
