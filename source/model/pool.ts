import type {Backend} from './backend.js';
import type {ServerTls} from './server-tls.js';
import type {WireSettings} from './wire-settings.js';

export const policies = ['round-robin', 'weighted', 'least-connections', 'p2c', 'ip-hash', 'uri-hash', 'random', 'first'] as const;

/** How the balancer chooses among the available backends. */
export type Policy = (typeof policies)[number];

/** Whether the policy uses weights. */
export const heedsWeights = (policy: Policy): boolean => policy !== 'round-robin' && policy !== 'first';

export const rateLimitKeys = ['all', 'ip'] as const;

/** Scope of the rate limit: all clients together, or each address. */
export type RateLimitKey = (typeof rateLimitKeys)[number];

/** A backend together with its row in shared memory. */
export type PoolMember = Backend & {
	/** Row of this backend in the counters; 0 belongs to the proxy as a whole. */
	readonly slot: number;
};

/** A member without what only concerns the shared memory. */
export const publicBackend = ({slot, ...backend}: PoolMember): Backend => backend;

/** Options of the data plane that can change at run time. All times in milliseconds. */
export type TrafficSettings = {
	/** Signs session cookies; undefined without sticky sessions. */
	readonly sessionKey?: string | undefined;
	/**
	Panic threshold: the share of active backends that must be available, else all active ones serve. In percent.

	@default 0, never
	*/
	readonly panicThreshold?: number;
	/**
	Bytes of each body to capture.

	@default 0, none
	*/
	readonly captureBytes?: number;
	/**
	Whether a client that aborts after a long wait counts as a failure of the backend.

	@default false
	*/
	readonly ejectTimeouts?: boolean;
	/** Requests a second; 0 turns the limiter off. */
	readonly rateLimit: number;
	readonly rateLimitBy: RateLimitKey;
	/** Maximum number of retries. */
	readonly retries: number;
	/** Maximum number of exchanges in flight at each backend; 0 for no limit. */
	readonly maxBackendConnections: number;
	/** Maximum length of the queue in each worker. */
	readonly maxQueue: number;
	/** Timeout of the queue. */
	readonly queueTimeoutMs: number;
	/**
	How long requests wait for a backend to come up.

	@default 0, not at all
	*/
	readonly waitForBackendMs?: number;
	readonly connectTimeoutMs: number;
	/** From the request having been handed over to the response headers. */
	readonly responseTimeoutMs: number;
	/** Between two bytes of a body. */
	readonly idleTimeoutMs: number;
	/** Between two bytes of a tunnel; 0 for any time. */
	readonly tunnelIdleTimeoutMs: number;
};

/** Everything a worker needs to choose and reach a backend: immutable, replaced as a whole. */
export type PoolSnapshot = {
	/** Increases with every change; workers acknowledge it. */
	readonly version: number;
	readonly policy: Policy;
	readonly traffic: TrafficSettings;
	readonly wire: WireSettings;
	readonly members: readonly PoolMember[];
	/** Absent without TLS for clients. */
	readonly tls?: ServerTls;
};
