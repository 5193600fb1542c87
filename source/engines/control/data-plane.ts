import type {Abilities} from '../../model/abilities.js';
import type {AccessLogEntry} from '../../model/access-log-entry.js';
import type {RecordedExchange} from '../../model/exchange-detail.js';
import type {NameAnswer} from '../../model/name-answer.js';
import type {PoolSnapshot} from '../../model/pool.js';
import type {ListenAddress} from '../../model/status.js';

/** Why a request cannot be replayed. */
export type ReplayRefusal = 'exchange_not_found' | 'not_replayable' | 'backend_not_found' | 'body_not_captured';

/** Which request is to be replayed. */
export type ReplayOrder = {
	/** Of its log entry in the worker that carried it. */
	readonly sequence: number;
	/** Id of the backend that gets it. */
	readonly backend: string;
	/** Number of its log record, for the new one. */
	readonly of: number;
};

/** The newest entries of one worker's access log. */
export type LogEntries = {
	/** Oldest first. */
	readonly entries: readonly AccessLogEntry[];
	/** How many more there were. */
	readonly skipped: number;
};

/** What a data plane tells the control plane. */
export type DataPlaneEvents = {
	onBackendFailed(id: string, reason: string): void;
	/** A backend that is down has answered a request with a status below 500. */
	onBackendAnswered(id: string, status: number): void;
	/** A host name is to be looked up; see {@link DataPlane.tellName}. */
	onLookUp(name: string): void;
	onAccessLogDropped(count: number, reason: string | undefined): void;
	onWorkerRestarted(worker: number, reason: string): void;
};

/** What a data plane is made from. */
export type DataPlaneContext = {
	/** All interfaces if undefined. */
	readonly host: string | undefined;
	/** Of counters, health and cursors; a data plane counts in it what it carries. */
	readonly sharedMemory: SharedArrayBuffer;
	/** The newest, for a worker that starts. */
	readonly snapshot: () => PoolSnapshot;
	/** What is known of host names, for a worker that starts. */
	readonly names: () => ReadonlyMap<string, NameAnswer>;
	readonly events: DataPlaneEvents;
};

/** What carries the requests, as the control plane steers it. */
export type DataPlane = {
	readonly abilities: Abilities;

	/**
	Starts to listen.

	@throws {NodeJS.ErrnoException} When the port cannot be listened on.
	*/
	start(port: number): Promise<ListenAddress>;

	/** Resolves once every worker that runs acts on the snapshot. */
	apply(snapshot: PoolSnapshot): Promise<void>;

	/** Ends what this slot's backend has in flight. */
	cut(slot: number): void;

	/** Tells what was found of a host name. */
	tellName(name: string, answer: NameAnswer): void;

	/** Has the access log written to a new file of the same name. */
	reopenLogs(): void;

	/** What each worker's log holds after the sequence number given for it. */
	readLogs(after: readonly number[], limit: number): Promise<LogEntries[]>;

	/** All that is known of one exchange of a worker; undefined when it is no longer available. */
	readExchange(worker: number, sequence: number): Promise<RecordedExchange | undefined>;

	/** Replays a request of a worker's log. */
	replay(worker: number, order: ReplayOrder): Promise<RecordedExchange | ReplayRefusal>;

	/** Stops accepting and finishes what is in flight, for `graceMs` at most. */
	stop(graceMs: number): Promise<void>;

	/** Ends everything at once. */
	terminate(): Promise<void>;

	/** Whether nothing of it is left in this process. */
	readonly hasEnded: boolean;
};

export type CreateDataPlane = (context: DataPlaneContext) => DataPlane;
