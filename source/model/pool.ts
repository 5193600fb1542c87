import type {Backend} from './backend.js';
import type {WireSettings} from './wire-settings.js';

export const policies = ['round-robin', 'weighted', 'least-connections', 'p2c', 'ip-hash', 'uri-hash', 'random', 'first'] as const;

/** How the balancer chooses among the available backends. */
export type Policy = (typeof policies)[number];

/** Whether the policy gives a backend more or less by its weight. */
export const heedsWeights = (policy: Policy): boolean => policy !== 'round-robin' && policy !== 'first';

export const rateLimitKeys = ['all', 'ip'] as const;

/** Whom the rate limit counts for: all clients together, or each client address. */
export type RateLimitKey = (typeof rateLimitKeys)[number];

/** A backend together with its row in shared memory. */
export type PoolMember = Backend & {
	/** Row of this backend in the counters; 0 belongs to the proxy as a whole. */
	readonly slot: number;
};

/** A member without what only concerns the shared memory. */
export const publicBackend = ({slot, ...backend}: PoolMember): Backend => backend;

/** What the data plane may change while it runs. All times in milliseconds. */
export type TrafficSettings = {
	/** Signs the cookies that keep clients at their backends; undefined when they are not kept. */
	readonly sessionKey?: string | undefined;
	/**
	Share of the active backends that has to be available; with fewer, all active ones serve. In percent.

	@default 0, never
	*/
	readonly panicThreshold?: number;
	/**
	Bytes of each body that are captured, for people to look at.

	@default 0, none
	*/
	readonly captureBytes?: number;
	/**
	Whether a client that leaves after a long wait counts against the backend that let it wait.

	@default false
	*/
	readonly ejectTimeouts?: boolean;
	/** Requests a second; 0 turns the limiter off. */
	readonly rateLimit: number;
	readonly rateLimitBy: RateLimitKey;
	/** Further backends that are tried after one has failed. */
	readonly retries: number;
	/** Exchanges in flight at each backend; 0 for any number. */
	readonly maxBackendConnections: number;
	/** Exchanges that may wait for a backend, in each worker. */
	readonly maxQueue: number;
	/** How long each of them may wait. */
	readonly queueTimeoutMs: number;
	/**
	How long each of them may wait for a backend to come up.

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
	/** Grows by one with every change; workers acknowledge it. */
	readonly version: number;
	readonly policy: Policy;
	readonly traffic: TrafficSettings;
	readonly wire: WireSettings;
	readonly members: readonly PoolMember[];
};
