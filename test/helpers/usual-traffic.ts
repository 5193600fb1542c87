import type {TrafficSettings} from '../../source/model/pool.js';

/** For tests to which it does not matter how traffic is carried. */
export const usualTraffic: TrafficSettings = {
	rateLimit: 0,
	rateLimitBy: 'all',
	retries: 2,
	maxBackendConnections: 0,
	maxQueue: 1000,
	queueTimeoutMs: 5000,
	connectTimeoutMs: 5000,
	responseTimeoutMs: 60_000,
	idleTimeoutMs: 60_000,
	tunnelIdleTimeoutMs: 0,
};
