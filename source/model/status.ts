import type {Ability} from './abilities.js';
import type {Backend, Health} from './backend.js';
import type {CertificateStatus} from './certificate.js';
import type {Policy} from './pool.js';
import type {Timings} from './timings.js';

/** The result of a health check. */
export type HealthCheck = {
	/** When it ended, in milliseconds by `steadyNow`. */
	readonly at: number;
	readonly passed: boolean;
	readonly durationMs: number;
	/** In words: `200 OK`, `connection refused`, `no response in 5 s`. */
	readonly reason: string;
	/** A hint, if the backend may be healthy. */
	readonly hint?: string;
};

/** Figures over the last few seconds. */
export type RecentTraffic = {
	readonly requestsPerSecond: number;
	/** Milliseconds from the request to the response headers; undefined without traffic. */
	readonly p50Ms: number | undefined;
	readonly p95Ms: number | undefined;
	readonly p99Ms: number | undefined;
	/** Error rate: 5xx responses and failed attempts, 0 to 1; undefined without traffic. */
	readonly errorShare: number | undefined;
	/** Of the requests that have ended; absent without any. */
	readonly timings?: Timings;
};

/** Counters of a backend since it was added; the workers count them under the same names. */
export const backendCounters = [
	/** Exchanges given to this backend. */
	'requests',
	/** 5xx responses and failed attempts. */
	'failures',
	/** Requests aborted by clients. Not counted as failures. */
	'aborted',
] as const;

export type BackendTotals = Readonly<Record<(typeof backendCounters)[number], number>>;

export type BackendStatus = Backend & BackendTotals & {
	readonly health: Health;
	/** Reason of the health; absent before the first check. */
	readonly healthReason?: string;
	/** When the health last changed, in milliseconds by `steadyNow`. */
	readonly healthSince?: number;
	/** When its administrative state last changed, in milliseconds by `steadyNow`; absent if never. */
	readonly stateSince?: number;
	/** Exchanges and tunnels in flight. */
	readonly connections: number;
	/** While draining: when requests in flight are cut off, in milliseconds by `steadyNow`. */
	readonly drainEndsAt?: number;
	/** Removed once it has drained. */
	readonly isBeingRemoved?: true;
	/** End of its ejection by outlier detection, in milliseconds by `steadyNow`. */
	readonly ejectedUntil?: number;
	readonly ejectionReason?: string;
	/** Slow start: the current share of its weight, above 0 and below 1. */
	readonly share?: number;
	/**
	Longest current wait for response headers, in milliseconds; absent if none waits. Responses that have begun, tunnels and clients that
	are still sending do not count.
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
	/** Aborted by the client. */
	readonly aborted: number;
	/** Retries. */
	readonly retries: number;
	readonly requestBytes: number;
	readonly responseBytes: number;
};

export type ListenAddress = {
	readonly host: string;
	readonly port: number;
};

/** Ports that are asked for; 0 picks a free one. */
export type ClientPorts = {
	/** For plain HTTP; undefined for none. */
	readonly port: number | undefined;
	/** For TLS; undefined for none. */
	readonly tlsPort: number | undefined;
};

/** Where clients connect to. */
export type ClientAddresses = {
	/** For plain HTTP; that for TLS if there is none. */
	readonly proxy: ListenAddress;
	/** For TLS; absent without TLS. */
	readonly tls?: ListenAddress;
};

/** A DNS name that resolves to backends. */
export type NameStatus = {
	readonly url: string;
	/** Of each backend without a weight in DNS. */
	readonly weight: number;
	/** Number of addresses in the last answer. */
	readonly addresses: number;
	/** Why the last lookup failed; the last known addresses are kept. */
	readonly error?: string;
};

/** The status of a running balancer. */
export type Status = ClientAddresses & {
	/** Version of the pool, see `PoolSnapshot`. */
	readonly version: number;
	/** Milliseconds, by `steadyNow`. */
	readonly startedAt: number;
	readonly admin: ListenAddress | undefined;
	/** Those that clients are shown; absent without TLS. */
	readonly certificates?: readonly CertificateStatus[];
	readonly policy: Policy;
	/** Rate limit in requests per second, for all clients or each address; 0 for none. */
	readonly rateLimit: number;
	/** Captured bytes of each body; absent without capture. */
	readonly captureBytes?: number;
	/** Backends' certificates are not verified; absent when they are. */
	readonly insecureBackends?: true;
	/** Panic mode; absent otherwise. */
	readonly isPanic?: true;
	/** Index of the next backend in turn; the first available one if the policy decides with each request. */
	readonly current: number;
	/** Missing features of the engine; absent if none. */
	readonly lacks?: readonly Ability[];
	/** In the order of addition. */
	readonly backends: readonly BackendStatus[];
	/** DNS names; absent if there are none. */
	readonly names?: readonly NameStatus[];
	readonly totals: Totals;
	readonly recent: RecentTraffic;
	/** `leaving` while requests in flight are being finished. */
	readonly phase: 'serving' | 'leaving';
	/** When the connection to a remote instance was lost, in milliseconds by `steadyNow`; absent for a current status. */
	readonly staleSince?: number;
};
