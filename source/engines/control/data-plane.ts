import type {Abilities} from '../../model/abilities.js';
import type {AccessLogEntry} from '../../model/access-log-entry.js';
import type {EditedRequest} from '../../model/edited-request.js';
import type {RecordedExchange} from '../../model/exchange-detail.js';
import type {NameAnswer} from '../../model/name-answer.js';
import type {OpenRequests} from '../../model/open-request.js';
import type {PoolSnapshot} from '../../model/pool.js';
import type {ClientAddresses, ClientPorts} from '../../model/status.js';
import type {RequestMeasure, TopList, TopSpan, TopSubject} from '../../model/top-list.js';

/** Why a request cannot be replayed. */
export type ReplayRefusal = 'exchange_not_found' | 'not_replayable' | 'backend_not_found' | 'body_not_captured';

/** The request to replay. */
export type ReplayOrder = {
	/** Sequence number of its log entry in its worker. */
	readonly sequence: number;
	/** Id of the backend that gets it. */
	readonly backend: string;
	/** Number of its log record, for the new one. */
	readonly of: number;
	/** What to send differently. */
	readonly edit?: EditedRequest;
};

/** The newest entries of one worker's access log. */
export type LogEntries = {
	/** Oldest first. */
	readonly entries: readonly AccessLogEntry[];
	/** Number of skipped ones. */
	readonly skipped: number;
};

/** The highest requests of one worker; see `TopRequests`. */
export type TopEntries = {
	/** The highest first. */
	readonly entries: readonly AccessLogEntry[];
	readonly spanMs: number;
};

/** Callbacks of a data plane. */
export type DataPlaneEvents = {
	onBackendFailed(id: string, reason: string): void;
	/** A backend that is down has answered a request with a status below 500. */
	onBackendAnswered(id: string, status: number): void;
	/** A host name needs to be resolved; see {@link DataPlane.tellName}. */
	onLookUp(name: string): void;
	onAccessLogDropped(count: number, reason: string | undefined): void;
	onWorkerRestarted(worker: number, reason: string): void;
};

/** Options of a data plane. */
export type DataPlaneContext = {
	/** All interfaces if undefined. */
	readonly host: string | undefined;
	/** Counters, health and cursors; the data plane counts in it. */
	readonly sharedMemory: SharedArrayBuffer;
	/** The current one, for a new worker. */
	readonly snapshot: () => PoolSnapshot;
	/** The current DNS cache, for a new worker. */
	readonly names: () => ReadonlyMap<string, NameAnswer>;
	readonly events: DataPlaneEvents;
};

/** The data plane, as used by the control plane. */
export type DataPlane = {
	readonly abilities: Abilities;

	/**
	Starts to listen.

	@throws {NodeJS.ErrnoException} When a port cannot be listened on.
	*/
	start(ports: ClientPorts): Promise<ClientAddresses>;

	/** Resolves once every running worker has applied the snapshot. */
	apply(snapshot: PoolSnapshot): Promise<void>;

	/** Cuts off the exchanges of this slot's backend. */
	cut(slot: number): void;

	/** Passes on the addresses of a host name. */
	tellName(name: string, answer: NameAnswer): void;

	/** Reopens the access log. */
	reopenLogs(): void;

	/** The log entries of each worker after the given sequence numbers. */
	readLogs(after: readonly number[], limit: number): Promise<LogEntries[]>;

	/** The oldest requests in flight of each worker, at most `limit` of each. */
	readOpen(limit: number): Promise<OpenRequests[]>;

	/** All that is known of a top list, by each worker. */
	readTop(by: TopSubject, over: TopSpan): Promise<TopList[]>;

	/** The highest requests of each worker. */
	readTopRequests(measure: RequestMeasure, over: TopSpan): Promise<TopEntries[]>;

	/** All details of an exchange; undefined if no longer available. */
	readExchange(worker: number, sequence: number): Promise<RecordedExchange | undefined>;

	/** Replays a request of a worker's log. */
	replay(worker: number, order: ReplayOrder): Promise<RecordedExchange | ReplayRefusal>;

	/** Stops accepting and completes what is in flight, for `graceMs` at most. */
	stop(graceMs: number): Promise<void>;

	/** Ends everything at once. */
	terminate(): Promise<void>;

	/** Whether nothing of it is left in this process. */
	readonly hasEnded: boolean;
};

export type CreateDataPlane = (context: DataPlaneContext) => DataPlane;
