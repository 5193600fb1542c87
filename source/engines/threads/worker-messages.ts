import type {AccessLogEntry} from '../../model/access-log-entry.js';
import type {BackendTransport} from '../../model/backend-transport.js';
import type {RecordedExchange} from '../../model/exchange-detail.js';
import type {ListChange} from '../../model/list-change.js';
import type {NameAnswer} from '../../model/name-answer.js';
import type {OpenRequests} from '../../model/open-request.js';
import type {PoolMember, PoolSnapshot} from '../../model/pool.js';
import type {ClientAddresses, ClientPorts} from '../../model/status.js';
import type {RequestMeasure, TopList, TopSpan, TopSubject} from '../../model/top-list.js';
import type {ReplayOrder, ReplayRefusal, TopEntries} from '../control/data-plane.js';

/** The data of a new data-plane worker. */
export type WorkerStart = {
	/** Its stripe in the counters. */
	readonly index: number;
	readonly sharedMemory: SharedArrayBuffer;
	readonly listen: {readonly host: string | undefined; readonly ports: ClientPorts; readonly reusePort: boolean};
	readonly transport: BackendTransport;
	/** Unique id of this process: lower-case hexadecimal digits, hard to guess. */
	readonly instance: string;
	readonly snapshot: PoolSnapshot;
	/** Known addresses of host names. */
	readonly names: ReadonlyMap<string, NameAnswer>;
};

export type MessageToWorker =
	/** A new snapshot, with the changes of its members only: to send all of a large pool would take tens of milliseconds. Certificates are there when they have changed. */
	| {readonly type: 'apply'; readonly snapshot: Omit<PoolSnapshot, 'members'>; readonly members: ListChange<PoolMember>}
	/** Send the newest ring entries after this sequence number, at most `limit`. */
	| {readonly type: 'read-log'; readonly after: number; readonly limit: number}
	/** Send the details of the exchange with this sequence number; see `answer`. */
	| {readonly type: 'read-exchange'; readonly id: number; readonly sequence: number}
	/** Send the oldest exchanges in flight, at most `limit`; see `answer`. */
	| {readonly type: 'read-open'; readonly id: number; readonly limit: number}
	/** Send a top list; see `answer`. */
	| {readonly type: 'read-top'; readonly id: number; readonly by: TopSubject; readonly over: TopSpan}
	| {readonly type: 'read-top-requests'; readonly id: number; readonly measure: RequestMeasure; readonly over: TopSpan}
	/** A host name has been looked up. */
	| {readonly type: 'name-answer'; readonly name: string; readonly answer: NameAnswer}
	/** Write the access log to a new file of its name. */
	| {readonly type: 'reopen-log'}
	/** Replay a request, and return the details of the exchange when it has ended; see `answer`. */
	| {readonly type: 'replay'; readonly id: number; readonly order: ReplayOrder}
	/** End the exchanges at a backend. */
	| {readonly type: 'cut'; readonly slot: number}
	/** Stop accepting, finish exchanges in flight, exit. */
	| {readonly type: 'stop'; readonly graceMs: number};

/** Undefined for an exchange that is no longer available. */
export type WorkerAnswer = RecordedExchange | ReplayRefusal | OpenRequests | TopList | TopEntries | undefined;

export type MessageFromWorker =
	| {readonly type: 'listening'; readonly addresses: ClientAddresses}
	| {readonly type: 'listen-failed'; readonly code: string; readonly message: string; readonly port: number | undefined}
	| {readonly type: 'applied'; readonly version: number}
	/** Oldest first; `skipped` counts the entries after the requested number that are not included. */
	| {readonly type: 'log'; readonly entries: readonly AccessLogEntry[]; readonly skipped: number}
	/** The answer to the question of this id. */
	| {readonly type: 'answer'; readonly id: number; readonly answer: WorkerAnswer}
	/** Traffic could not reach a backend; the sender has already marked it in shared memory. */
	| {readonly type: 'backend-failed'; readonly id: string; readonly reason: string}
	/** A backend that is down has responded to a request with a status below 500. */
	| {readonly type: 'backend-answered'; readonly id: string; readonly status: number}
	/** Look up a host name, and send the result to all workers; see `name-answer`. */
	| {readonly type: 'look-up'; readonly name: string}
	/** The reason is in words; undefined if it is not known. */
	| {readonly type: 'access-log-dropped'; readonly count: number; readonly reason: string | undefined}
	/** All work is finished: the thread ends now, unless a disk hangs. */
	| {readonly type: 'stopped'};
