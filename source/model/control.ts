import type {LogPage} from './access-log-entry.js';
import type {BackendChange, NewBackend, PoolEntry} from './backend.js';
import type {EditedRequest} from './edited-request.js';
import type {ControlEvent, EventPage} from './event.js';
import type {ExchangeDetail} from './exchange-detail.js';
import type {History} from './history.js';
import type {OpenRequests} from './open-request.js';
import type {LiveSetting, SettingValue} from './live-setting.js';
import type {PoolChange} from './pool-change.js';
import type {BackendStatus, Status} from './status.js';
import type {TopList, TopQuery, TopRequests, TopRequestsQuery} from './top-list.js';

/** A command that is one of several. */
export type BatchOptions = {
	/** Commands in a row of the same batch are undone in one step. */
	readonly batch?: string;
};

export type RemoveOptions = BatchOptions & {
	/** @default false */
	readonly force?: boolean;
};

export type ReplayOptions = {
	/**
	Id of the backend that gets it.

	@default the one that had it
	*/
	readonly backend?: string;
	/** What to send differently; without a body of its own, that of the request has to have been captured. */
	readonly edit?: EditedRequest;
};

/** The only interface to monitor and control a balancer. The terminal and the admin API know nothing else, so any engine that implements it works with them. */
export type Control = {
	/** Cheap enough to be called ten times a second. */
	status(): Status;

	/**
	Resolves once every worker can choose the backend.

	@throws {ControlError} `invalid_backend`, `duplicate_backend`, `too_many_backends`, `shutting_down`
	*/
	addBackend(backend: NewBackend): Promise<BackendStatus>;

	/** Why a backend cannot be added currently; undefined if it can. For validation while typing. */
	checkBackend(backend: NewBackend): string | undefined;

	/**
	Resolves once every worker acts on the change. Of a name only the weight can be changed: it becomes that of all backends found
	under it without a weight from DNS or a user.

	@param id - Of the backend; or the url of a name.
	@returns The backend, or the first that was found under the name; undefined when none was.
	@throws {ControlError} `invalid_backend`, `backend_not_found`, `shutting_down`
	*/
	updateBackend(id: string, change: BackendChange, options?: BatchOptions): Promise<BackendStatus | undefined>;

	/**
	Resolves once no worker chooses the backend any more. One that is busy drains first, and is gone when that has ended; by
	force, its exchanges and tunnels are cut off at once instead. A name is removed with all backends that were found under it.

	@param id - Of the backend; or the url of a name.
	@returns The backend, or the first of several, as it drains; undefined when all are gone already.
	@throws {ControlError} `backend_not_found`, `shutting_down`
	*/
	removeBackend(id: string, options?: RemoveOptions): Promise<BackendStatus | undefined>;

	/**
	Makes the pool what is given, all or nothing: adds what is new, changes what is there under the same url, and removes the
	rest as {@link removeBackend} does. Weight 1, `active` and no health checks of its own where an entry does not say. A name
	is followed even while DNS does not know it. Resolves once every worker acts on the changes, each of which can be undone.

	@throws {ControlError} `invalid_backend`, `duplicate_backend`, `too_many_backends`, `shutting_down`
	*/
	replacePool(entries: readonly PoolEntry[]): Promise<void>;

	/**
	Takes back the last change of the pool that was asked for, or the last batch of them, then the one before, and so on. A backend
	returns to its place, with its weight and its state.

	@returns The change that was taken back.
	@throws {ControlError} `nothing_to_undo`, `duplicate_backend`, `too_many_backends`, `shutting_down`
	*/
	undo(): Promise<PoolChange>;

	/**
	The newest access log records after `after` (0 for the start), at most `limit` of them.
	*/
	readLog(after: number, limit: number): Promise<LogPage>;

	/**
	The oldest requests in flight, at most `limit` of them and {@link maxOpenRequests}.

	@throws {ControlError} `not_supported`
	*/
	openRequests(limit: number): Promise<OpenRequests>;

	/**
	The groups of requests with the highest sums of a measure.

	@throws {ControlError} `not_supported`
	*/
	top(query: TopQuery): Promise<TopList>;

	/**
	The requests with the highest values of a measure.

	@throws {ControlError} `not_supported`
	*/
	topRequests(query: TopRequestsQuery): Promise<TopRequests>;

	/** All details of one exchange; undefined if no longer available. */
	readExchange(number: number): Promise<ExchangeDetail | undefined>;

	/**
	Replays a recorded request to one backend, bypassing rate limit and balancer. It is logged like any other. Resolves once the response is
	complete, whatever its status; its body is captured.

	@throws {ControlError} `exchange_not_found`, `not_replayable`, `backend_not_found`, `body_not_captured`, `invalid_edit`, `not_supported`, `shutting_down`
	*/
	replay(number: number, options?: ReplayOptions): Promise<ExchangeDetail>;

	/**
	Traffic over the last minutes, of one backend or, without an id, of all.

	@throws {ControlError} `backend_not_found`, `not_supported`
	*/
	history(id?: string): Promise<History>;

	/** All current settings, in the order of the help. */
	settings(): readonly LiveSetting[];

	/**
	Changes settings by name, all or none; null sets the default. Resolves once every worker acts on them.

	@throws {ControlError} `invalid_setting`, `not_supported`, `shutting_down`
	*/
	updateSettings(changes: Readonly<Record<string, SettingValue>>): Promise<readonly LiveSetting[]>;

	/**
	The last events after number `after` (0 for the first), of which a bounded number is kept.

	@throws {ControlError} `not_connected`, `unexpected_answer`
	*/
	readEvents(after: number): Promise<EventPage>;

	/** Calls back on every event until the returned function is called. */
	subscribe(listener: (event: ControlEvent) => void): () => void;
};
