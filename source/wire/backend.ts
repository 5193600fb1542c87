import type {Backend} from '../model/backend.js';
import type {BackendStatus, HealthCheck, RecentTraffic} from '../model/status.js';
import {healthCheckWire} from './health-check.js';
import {timingsWire} from './timings.js';
import {adminState, backendId, count, figure, flag, health, share, steadyMoment, text, weight} from './values.js';
import {absentAs, defaultingTo, inline, leftOut, list, nullable, optional, resource} from './wire.js';

/** A backend as configured, without its figures. */
export const configuredBackendWire = resource<Backend>({
	id: backendId,
	url: text,
	origin: optional(text),
	tier: optional(count),
	weight,
	state: adminState,
	healthCheck: ['health_check', optional(healthCheckWire)],
});

/** The last few seconds; null without traffic. */
export const recentTrafficWire = resource<RecentTraffic>({
	requestsPerSecond: ['requests_per_second', figure],
	p50Ms: ['p50_ms', nullable(figure)],
	p95Ms: ['p95_ms', nullable(figure)],
	p99Ms: ['p99_ms', nullable(figure)],
	errorShare: ['error_share', nullable(share)],
	timings: optional(timingsWire),
});

const probe = resource<HealthCheck>({
	at: steadyMoment,
	passed: flag,
	durationMs: ['duration_ms', figure],
	reason: text,
	hint: leftOut(text),
});

/** A backend with its figures. */
export const backendWire = resource<BackendStatus>({
	id: backendId,
	url: text,
	state: adminState,
	health,
	healthReason: ['health_reason', optional(text)],
	healthSince: ['health_since', optional(steadyMoment)],
	stateSince: ['state_since', optional(steadyMoment)],
	origin: optional(text),
	tier: optional(count),
	weight,
	connections: ['current_connections', count],
	drainEndsAt: ['drain_ends_at', optional(steadyMoment)],
	isBeingRemoved: ['removing', absentAs(flag, false)],
	ejectedUntil: ['ejected_until', optional(steadyMoment)],
	ejectionReason: ['ejection_reason', optional(text)],
	/** Of its weight, while that still grows. */
	share: absentAs(share, 1),
	requests: count,
	failures: count,
	aborted: defaultingTo(count, 0),
	oldestRequestMs: ['oldest_request_ms', optional(figure)],
	recent: inline(recentTrafficWire),
	recentRequests: ['recent_requests', absentAs(list(count), [])],
	lastCheck: ['last_check', optional(probe)],
	checks: absentAs(list(probe), []),
	healthCheck: ['health_check', optional(healthCheckWire)],
}, {derived: {alive: {schema: flag.schema, encode: status => status.health !== 'unhealthy'}}});

export const backendListWire = resource<{readonly backends: readonly BackendStatus[]}>({backends: list(backendWire)});

/** A backend after a change. */
export const changedBackendWire = resource<{readonly backend: BackendStatus; readonly remark?: string}>({
	backend: inline(backendWire),
	/** Why the change has no effect for now. */
	remark: leftOut(text),
});
