import * as z from 'zod';
import {adminStates, maxWeight, minWeight} from '../../model/backend.js';
import {policies} from '../../model/pool.js';
import type {
	BackendStatus,
	HealthCheck,
	NameStatus,
	RecentTraffic,
	Status,
	Totals,
} from '../../model/status.js';
import {backendId, defined, moment, optional} from '../decode.js';
import {healthCheckJson} from './health-check-json.js';

const recentMembers = {
	requests_per_second: z.number(),
	p50_ms: z.number().nullable(),
	p95_ms: z.number().nullable(),
	p99_ms: z.number().nullable(),
	error_share: z.number().nullable(),
};

const recentJson = z.object(recentMembers);

const toRecent = (json: z.output<typeof recentJson>): RecentTraffic => ({
	requestsPerSecond: json.requests_per_second,
	p50Ms: json.p50_ms ?? undefined,
	p95Ms: json.p95_ms ?? undefined,
	p99Ms: json.p99_ms ?? undefined,
	errorShare: json.error_share ?? undefined,
});

const checkJson = z.object({
	at: moment,
	passed: z.boolean(),
	duration_ms: z.number(),
	reason: z.string(),
	hint: optional(z.string()),
}).transform(({duration_ms: durationMs, hint, ...check}): HealthCheck => ({...check, durationMs, ...defined({hint})}));

const yes = (flag: boolean | undefined): true | undefined => flag ? true : undefined;

export const backendJson = z.object({
	id: backendId,
	url: z.string(),
	state: z.enum(adminStates),
	health: z.enum(['unknown', 'healthy', 'unhealthy']),
	health_reason: optional(z.string()),
	health_since: optional(moment),
	state_since: optional(moment),
	origin: optional(z.string()),
	tier: optional(z.number()),
	weight: z.int().min(minWeight).max(maxWeight),
	current_connections: z.number(),
	drain_ends_at: optional(moment),
	removing: z.boolean().default(false),
	ejected_until: optional(moment),
	ejection_reason: optional(z.string()),
	share: z.number().default(1),
	requests: z.number(),
	failures: z.number(),
	aborted: z.number().default(0),
	oldest_request_ms: optional(z.number()),
	...recentMembers,
	last_check: optional(checkJson),
	checks: optional(z.array(checkJson)),
	health_check: optional(healthCheckJson),
}).transform((json): BackendStatus => ({
	id: json.id,
	url: json.url,
	state: json.state,
	health: json.health,
	weight: json.weight,
	connections: json.current_connections,
	requests: json.requests,
	failures: json.failures,
	recent: toRecent(json),
	...defined({
		healthReason: json.health_reason,
		healthSince: json.health_since,
		stateSince: json.state_since,
		origin: json.origin,
		tier: json.tier,
		drainEndsAt: json.drain_ends_at,
		isBeingRemoved: yes(json.removing),
		ejectedUntil: json.ejected_until,
		ejectionReason: json.ejection_reason,
		aborted: json.aborted > 0 ? json.aborted : undefined,
		oldestRequestMs: json.oldest_request_ms,
		share: json.share === 1 ? undefined : json.share,
		lastCheck: json.last_check,
		checks: json.checks,
		healthCheck: json.health_check,
	}),
}));

const address = z.object({host: z.string(), port: z.int()});

const nameJson = z.object({
	url: z.string(), weight: z.number(), addresses: z.number(), error: optional(z.string()),
}).transform(({error, ...name}): NameStatus => ({...name, ...defined({error})}));

const totalsJson = z.object({
	requests: z.number(),
	in_flight: z.number(),
	responses: z.object({
		'1xx': z.number(), '2xx': z.number(), '3xx': z.number(), '4xx': z.number(), '5xx': z.number(),
	}),
	rate_limited: z.number(),
	unavailable: z.number(),
	aborted: z.number(),
	retries: z.number(),
	request_bytes: z.number(),
	response_bytes: z.number(),
}).transform(({responses, ...json}): Totals => ({
	requests: json.requests,
	inFlight: json.in_flight,
	responsesByClass: [responses['1xx'], responses['2xx'], responses['3xx'], responses['4xx'], responses['5xx']],
	rateLimited: json.rate_limited,
	unavailable: json.unavailable,
	aborted: json.aborted,
	retries: json.retries,
	requestBytes: json.request_bytes,
	responseBytes: json.response_bytes,
}));

/** The whole state, as `GET /status` tells it. */
export const statusJson = z.object({
	backends: z.array(backendJson),
	current: z.number(),
	pool_version: z.number(),
	panic: z.boolean().default(false),
	insecure_backends: z.boolean().default(false),
	phase: z.enum(['serving', 'leaving']),
	started_at: moment,
	proxy: address,
	admin: optional(address),
	policy: z.enum(policies),
	rate_limit: z.number(),
	capture_bytes: z.number().default(0),
	names: z.array(nameJson).default([]),
	totals: totalsJson,
	recent: recentJson,
}).transform((json): Status => ({
	version: json.pool_version,
	startedAt: json.started_at,
	proxy: json.proxy,
	admin: json.admin,
	policy: json.policy,
	rateLimit: json.rate_limit,
	current: json.current,
	backends: json.backends,
	totals: json.totals,
	recent: toRecent(json.recent),
	phase: json.phase,
	...defined({
		captureBytes: json.capture_bytes > 0 ? json.capture_bytes : undefined,
		insecureBackends: yes(json.insecure_backends),
		isPanic: yes(json.panic),
		names: json.names.length > 0 ? json.names : undefined,
	}),
}));
