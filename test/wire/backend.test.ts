import assert from 'node:assert/strict';
import test from 'node:test';
import type {BackendStatus} from '../../source/model/status.js';
import {backendWire as wire} from '../../source/wire/backend.js';

const backend: BackendStatus = {
	id: 'b1',
	url: 'http://a',
	weight: 2,
	state: 'draining',
	health: 'unhealthy',
	healthReason: 'connection refused',
	healthSince: 1000,
	connections: 3,
	requests: 4,
	failures: 5,
	aborted: 0,
	lastCheck: {
		at: 2000, passed: false, durationMs: 1.177824000000328, reason: 'connection refused',
	},
	recent: {
		requestsPerSecond: 1 / 3, p50Ms: 1.5, p95Ms: 2.5, p99Ms: 1234.56789, errorShare: 0.1 + 0.2,
	},
};

test('a backend is encoded in snake_case, with rounded figures and ISO times', () => {
	const json = wire.encode(backend);
	assert.deepEqual(json, JSON.parse(`{
		"id": "b1", "url": "http://a", "alive": false, "state": "draining",
		"health": "unhealthy", "health_reason": "connection refused", "health_since": "1970-01-01T00:00:01.000Z", "state_since": null,
		"origin": null, "tier": null, "weight": 2, "current_connections": 3, "drain_ends_at": null, "removing": false, "ejected_until": null, "ejection_reason": null, "share": 1, "requests": 4, "failures": 5, "aborted": 0, "oldest_request_ms": null,
		"requests_per_second": 0.333333, "p50_ms": 1.5, "p95_ms": 2.5, "p99_ms": 1234.57, "error_share": 0.3, "timings": null, "recent_requests": [],
		"last_check": {"at": "1970-01-01T00:00:02.000Z", "passed": false, "duration_ms": 1.17782, "reason": "connection refused"}, "checks": [], "health_check": null
	}`));
	assert.deepEqual(wire.schema.parse(json), json);
});

test('a drain is encoded with its end', () => {
	const json = wire.encode({...backend, drainEndsAt: 3000, isBeingRemoved: true});
	assert.deepEqual([json['drain_ends_at'], json['removing']], ['1970-01-01T00:00:03.000Z', true]);
});

test('aborted requests and the oldest wait are encoded beside failures', () => {
	const json = wire.encode({...backend, aborted: 26, oldestRequestMs: 14_000.1234});
	assert.deepEqual([json['failures'], json['aborted'], json['oldest_request_ms']], [5, 26, 14_000.1]);
});

test('a backend that was never probed counts as alive', () => {
	assert.equal(wire.encode({...backend, health: 'unknown'})['alive'], true);
	assert.equal(wire.encode({...backend, health: 'healthy'})['alive'], true);
});
