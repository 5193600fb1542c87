import type {HealthFailure} from '../../../../model/health-failure.js';
import type {DnsCache} from '../../../../model/dns-cache.js';
import type {PoolMember, TrafficSettings} from '../../../../model/pool.js';
import type {Dispatcher} from '../dispatcher.js';
import type {Exchange} from '../exchange.js';
import type {HeaderRewriting} from '../headers/header-rewriting.js';
import type {LiveExchanges} from '../recording/live-exchanges.js';
import type {BackendPool} from './backend-pool.js';
import type {OutBuffer} from './out-buffer.js';
import type {ResponseHead} from './response-head.js';

/** What the exchanges of a worker share. */
export type LaneContext = {
	readonly dispatcher: Dispatcher;
	readonly names: DnsCache;
	readonly pool: BackendPool;
	readonly out: OutBuffer;
	readonly responseHead: ResponseHead;
	readonly changes: HeaderRewriting;
	/** By which this proxy is known in `Via`. */
	readonly pseudonym: string;
	/** Of a request body; undefined for any number. */
	readonly maxBodyBytes: number | undefined;
	/** Of the head of a response. */
	readonly maxResponseHeaderBytes: number;
	/** How long clients are told that they may keep a connection. */
	readonly keepAliveSeconds: number;
	readonly traffic: () => TrafficSettings;
	/** Traffic could not connect to a backend. */
	readonly onUnreachable: (backend: PoolMember, reason: string, failure: HealthFailure) => void;
	/** Whether a client that leaves now, having waited so long for its backend's answer, says something against that. */
	readonly isTooLong: (waitedMs: number, exchange: Exchange) => boolean;
	readonly live: LiveExchanges;
};
