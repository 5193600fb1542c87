import type {Ability} from './abilities.js';
import type {Backend, Health} from './backend.js';
import type {Policy} from './pool.js';

/** How one active health check ended. */
export type HealthCheck = {
	/** When it ended, in milliseconds by `steadyNow`. */
	readonly at: number;
	readonly passed: boolean;
	readonly durationMs: number;
	/** In words for a person: `200 OK`, `connection refused`, `no answer within 5 s`. */
	readonly reason: string;
	/** What to do if the backend is well all the same, in words for a person. */
	readonly hint?: string;
};

/** Figures over the last few seconds. */
export type RecentTraffic = {
	readonly requestsPerSecond: number;
	/** Milliseconds from the request to the response headers; undefined without traffic. */
	readonly p50Ms: number | undefined;
	readonly p95Ms: number | undefined;
	readonly p99Ms: number | undefined;
	/** 5xx answers and failed tries as a share of all, 0 to 1; undefined without traffic. */
	readonly errorShare: number | undefined;
};

export type BackendStatus = Backend & {
	readonly health: Health;
	/** Why the health is as it is, in words; absent before the first check. */
	readonly healthReason?: string;
	/** When the health last changed, in milliseconds by `steadyNow`. */
	readonly healthSince?: number;
	/** When it was last enabled, disabled or told to drain, in milliseconds by `steadyNow`; absent if never. */
	readonly stateSince?: number;
	/** Exchanges and tunnels in flight. */
	readonly connections: number;
	/** While draining: when what is still in flight is cut off, in milliseconds by `steadyNow`. */
	readonly drainEndsAt?: number;
	/** Gone from the pool as soon as it has drained. */
	readonly isBeingRemoved?: true;
	/** Taken out because of how it answered traffic: until when, in milliseconds by `steadyNow`. */
	readonly ejectedUntil?: number;
	/** Why, in words. */
	readonly ejectionReason?: string;
	/** The part of its weight that it has, while that still grows: above 0 and below 1. */
	readonly share?: number;
	/** Exchanges given to this backend since it was added. */
	readonly requests: number;
	/** 5xx answers and failed tries since it was added. */
	readonly failures: number;
	/** Clients that left before they had all of the answer, since it was added; absent when there were none. No share of the failures. */
	readonly aborted?: number;
	/**
	How long the request in flight has waited that has waited longest for its response headers, in milliseconds; absent when none waits.
	An answer that has begun, a tunnel, and a client that still sends its request do not wait.
	*/
	readonly oldestRequestMs?: number;
	readonly lastCheck?: HealthCheck;
	/** The last checks, oldest first, {@link lastCheck} included; at most 20. */
	readonly checks?: readonly HealthCheck[];
	readonly recent: RecentTraffic;
	/** Requests in each of the last seconds, oldest first, at most 60; absent when there were none. */
	readonly recentRequests?: readonly number[];
};

/** Exchanges since the start, all cumulative but `inFlight`. */
export type Totals = {
	readonly requests: number;
	readonly inFlight: number;
	/** Index 0 is 1xx … index 4 is 5xx. */
	readonly responsesByClass: readonly [number, number, number, number, number];
	/** Answered 429 by the rate limiter. */
	readonly rateLimited: number;
	/** Answered 503 because no backend was available. */
	readonly unavailable: number;
	/** The client left before the answer was complete. */
	readonly aborted: number;
	/** Tries beyond the first. */
	readonly retries: number;
	readonly requestBytes: number;
	readonly responseBytes: number;
};

export type ListenAddress = {
	readonly host: string;
	readonly port: number;
};

/** A name that stands for the backends that DNS knows under it. */
export type NameStatus = {
	readonly url: string;
	/** Of each backend, where DNS does not say. */
	readonly weight: number;
	/** How many DNS told of last. */
	readonly addresses: number;
	/** Why it could not be looked up; what was known last is kept. */
	readonly error?: string;
};

/** The whole state of a running balancer at one moment. */
export type Status = {
	/** Version of the pool, see `PoolSnapshot`. */
	readonly version: number;
	/** Milliseconds, by `steadyNow`. */
	readonly startedAt: number;
	readonly proxy: ListenAddress;
	readonly admin: ListenAddress | undefined;
	readonly policy: Policy;
	/** Requests a second, for all clients together or for each address; 0 when unlimited. */
	readonly rateLimit: number;
	/** Bytes of each body that are captured; absent when none are. */
	readonly captureBytes?: number;
	/** Backends' certificates are not verified; absent when they are. */
	readonly insecureBackends?: true;
	/** Too few backends were available, so others serve that would not otherwise; absent when that is not so. */
	readonly isPanic?: true;
	/** Index into `backends` of the one that would serve next; of the first available one where the policy decides with each request. */
	readonly current: number;
	/** What the engine cannot do; absent when that is nothing. */
	readonly lacks?: readonly Ability[];
	/** In the order in which they were added. */
	readonly backends: readonly BackendStatus[];
	/** Names that are followed; absent when there are none. */
	readonly names?: readonly NameStatus[];
	readonly totals: Totals;
	readonly recent: RecentTraffic;
	/** `leaving` while requests in flight are being finished. */
	readonly phase: 'serving' | 'leaving';
	/**
	Since when nothing newer could be had, in milliseconds by `steadyNow`: the connection to an instance elsewhere is lost.
	Absent when the status is as things stand.
	*/
	readonly staleSince?: number;
};
