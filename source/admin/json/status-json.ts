
import * as z from 'zod';
import {adminStates, maxWeight, minWeight} from '../../model/backend.js';
import {policies} from '../../model/pool.js';
import type {
	BackendStatus,
	HealthCheck,
	RecentTraffic,
	Status,
	Totals,
} from '../../model/status.js';
import {steadyNow, wallTime} from '../../model/steady-clock.js';
import {count, isoTime, milliseconds, rounded, roundedOrNull, timestamp} from './figures.js';
import {healthCheckSchema, healthCheckToJson} from './health-check-json.js';

const address = z.strictObject({host: z.string(), port: z.int()});

/** The last few seconds; null without traffic. */
const recentSchema = z.strictObject({
	requests_per_second: z.number().min(0),
	p50_ms: milliseconds.nullable(),
	p95_ms: milliseconds.nullable(),
	p99_ms: milliseconds.nullable(),
	error_share: z.number().min(0).max(1).nullable(),
});

const checkSchema = z.strictObject({
	at: timestamp,
	passed: z.boolean(),
	duration_ms: milliseconds,
	reason: z.string(),
	hint: z.string().optional(),
});

export const backendSchema = z.strictObject({
	id: z.string(),
	url: z.string(),
	alive: z.boolean(),
	state: z.enum(adminStates),
	health: z.enum(['unknown', 'healthy', 'unhealthy']),
	health_reason: z.string().nullable(),
	health_since: timestamp.nullable(),
	state_since: timestamp.nullable(),
	origin: z.string().nullable(),
	tier: count.nullable(),
	weight: z.int().min(minWeight).max(maxWeight),
	current_connections: count,
	drain_ends_at: timestamp.nullable(),
	removing: z.boolean(),
	ejected_until: timestamp.nullable(),
	ejection_reason: z.string().nullable(),
	share: z.number().min(0).max(1),
	requests: count,
	failures: count,
	aborted: count,
	oldest_request_ms: milliseconds.nullable(),
	...recentSchema.shape,
	last_check: checkSchema.nullable(),
	checks: z.array(checkSchema),
	health_check: healthCheckSchema.nullable(),
});

export const backendListSchema = z.strictObject({backends: z.array(backendSchema)});

export const statusSchema = z.strictObject({
	backends: z.array(backendSchema),
	current: count,
	version: z.string(),
	pool_version: count,
	panic: z.boolean(),
	insecure_backends: z.boolean(),
	phase: z.enum(['serving', 'leaving']),
	/** As the system's clock told it then. */
	started_at: timestamp,
	/** By which all other moments are told. */
	now: timestamp,
	uptime_ms: milliseconds,
	proxy: address,
	admin: address.nullable(),
	policy: z.enum(policies),
	rate_limit: count,
	capture_bytes: count,
	names: z.array(z.strictObject({
		url: z.string(), weight: z.int(), addresses: count, error: z.string().nullable(),
	})),
	totals: z.strictObject({
		requests: count,
		in_flight: count,
		responses: z.strictObject({
			'1xx': count, '2xx': count, '3xx': count, '4xx': count, '5xx': count,
		}),
		rate_limited: count,
		unavailable: count,
		aborted: count,
		retries: count,
		request_bytes: count,
		response_bytes: count,
	}),
	recent: recentSchema,
});

type StatusJson = z.output<typeof statusSchema>;
type BackendJson = z.output<typeof backendSchema>;

const recentToJson = (recent: RecentTraffic): z.output<typeof recentSchema> => ({
	requests_per_second: rounded(recent.requestsPerSecond),
	p50_ms: roundedOrNull(recent.p50Ms),
	p95_ms: roundedOrNull(recent.p95Ms),
	p99_ms: roundedOrNull(recent.p99Ms),
	error_share: roundedOrNull(recent.errorShare),
});

const checkToJson = (check: HealthCheck): z.output<typeof checkSchema> => ({
	at: isoTime(wallTime(check.at)),
	passed: check.passed,
	duration_ms: rounded(check.durationMs),
	reason: check.reason,
	...(check.hint !== undefined && {hint: check.hint}),
});

export const backendToJson = (backend: BackendStatus): BackendJson => ({
	id: backend.id,
	url: backend.url,
	alive: backend.health !== 'unhealthy',
	state: backend.state,
	health: backend.health,
	health_reason: backend.healthReason ?? null,
	health_since: backend.healthSince === undefined ? null : isoTime(wallTime(backend.healthSince)),
	state_since: backend.stateSince === undefined ? null : isoTime(wallTime(backend.stateSince)),
	origin: backend.origin ?? null,
	tier: backend.tier ?? null,
	weight: backend.weight,
	current_connections: backend.connections,
	drain_ends_at: backend.drainEndsAt === undefined ? null : isoTime(wallTime(backend.drainEndsAt)),
	removing: backend.isBeingRemoved ?? false,
	ejected_until: backend.ejectedUntil === undefined ? null : isoTime(wallTime(backend.ejectedUntil)),
	ejection_reason: backend.ejectionReason ?? null,
	share: backend.share ?? 1,
	requests: backend.requests,
	failures: backend.failures,
	aborted: backend.aborted ?? 0,
	oldest_request_ms: roundedOrNull(backend.oldestRequestMs),
	...recentToJson(backend.recent),
	last_check: backend.lastCheck ? checkToJson(backend.lastCheck) : null,
	checks: (backend.checks ?? []).map(check => checkToJson(check)),
	health_check: backend.healthCheck ? healthCheckToJson(backend.healthCheck) : null,
});

const totalsToJson = (totals: Totals): StatusJson['totals'] => {
	const [informational, successful, redirects, clientErrors, serverErrors] = totals.responsesByClass;
	return {
		requests: totals.requests,
		in_flight: totals.inFlight,
		responses: {
			'1xx': informational, '2xx': successful, '3xx': redirects, '4xx': clientErrors, '5xx': serverErrors,
		},
		rate_limited: totals.rateLimited,
		unavailable: totals.unavailable,
		aborted: totals.aborted,
		retries: totals.retries,
		request_bytes: totals.requestBytes,
		response_bytes: totals.responseBytes,
	};
};

/**
The whole state as the admin API tells it. Times are in milliseconds, moments in ISO 8601, shares from 0 to 1.

@param status - What to tell.
@param version - Of this program.
@param now - By the steady clock.
*/
export const statusToJson = (status: Status, version: string, now = steadyNow()): StatusJson => ({
	backends: status.backends.map(backend => backendToJson(backend)),
	current: status.current,
	version,
	pool_version: status.version,
	panic: status.isPanic ?? false,
	insecure_backends: status.insecureBackends ?? false,
	phase: status.phase,
	started_at: isoTime(status.startedAt),
	now: isoTime(wallTime(now)),
	uptime_ms: now - status.startedAt,
	proxy: status.proxy,
	admin: status.admin ?? null,
	policy: status.policy,
	rate_limit: status.rateLimit,
	capture_bytes: status.captureBytes ?? 0,
	names: (status.names ?? []).map(({url, weight, addresses, error = null}) => ({
		url, weight, addresses, error,
	})),
	totals: totalsToJson(status.totals),
	recent: recentToJson(status.recent),
});

