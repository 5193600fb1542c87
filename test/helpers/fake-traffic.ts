import type {BackendStatus} from '../../source/model/status.js';
import {fakeBackend, type FakeControl} from './fake-control.js';

const paths = ['/', '/api/orders', '/api/orders/4711/items?expand=prices&currency=EUR', '/static/app.css', '/日本語/パス', '/evil\u{1B}[31mred', '/health', '/login'];
const statuses = [200, 200, 200, 200, 201, 304, 404, 429, 500, 502];
const methods = ['GET', 'GET', 'GET', 'POST', 'DELETE', 'OPTIONS'];

const backends = (now: number): BackendStatus[] => [
	fakeBackend({
		id: 'b1',
		healthSince: now - 200_000,
		connections: 3,
		requests: 41_234,
		failures: 12,
		lastCheck: {
			at: now - 3000, passed: true, durationMs: 1.2, reason: '200 OK',
		},
		recent: {
			requestsPerSecond: 47.2,
			p50Ms: 2.1,
			p95Ms: 9,
			p99Ms: 18.3,
			errorShare: 0.004,
		},
	}),
	fakeBackend({
		id: 'b2',
		health: 'unhealthy',
		healthSince: now - 12_000,
		healthReason: 'connection refused',
		requests: 9120,
		failures: 377,
		lastCheck: {
			at: now - 2000, passed: false, durationMs: 0.4, reason: 'connection refused',
		},
	}),
	fakeBackend({
		id: 'b3',
		url: 'https://orders-eu-west-1.internal.example.com:8443',
		state: 'draining',
		connections: 1,
		requests: 230,
		weight: 16,
		lastCheck: {
			at: now - 8000, passed: true, durationMs: 12, reason: '204 No Content',
		},
		recent: {
			requestsPerSecond: 1234.5,
			p50Ms: 148,
			p95Ms: 900,
			p99Ms: 1840,
			errorShare: 0.12,
		},
	}),
	fakeBackend({
		id: 'b4', state: 'disabled', lastCheck: {
			at: now - 95_000, passed: true, durationMs: 3, reason: '200 OK',
		},
	}),
	fakeBackend({id: 'b5', health: 'unknown'}),
];

/** Fills a pretended balancer with a bit of everything and keeps requests coming, some forty a second. */
export const startFakeTraffic = (control: FakeControl): void => {
	const now = Date.now();
	control.changeStatus({
		backends: backends(now),
		recent: {
			requestsPerSecond: 142.3,
			p50Ms: 3.1,
			p95Ms: 40,
			p99Ms: 48.4,
			errorShare: 0.031,
		},
	});
	let count = 0;
	const timer = setInterval(() => {
		count++;
		const status = statuses[count % statuses.length]!;
		control.log(1, {
			startedAt: Date.now(),
			method: methods[count % methods.length],
			target: paths[count % paths.length],
			status,
			durationMs: (count * 37.7) % 1900,
			responseBytes: (count * 7919) % 2_000_000,
			backend: count % 10 === 7 ? undefined : {id: 'b1', url: 'http://127.0.0.1:9001'},
			error: status === 502 ? 'backend_unreachable' : (status === 429 ? 'rate_limited' : undefined),
			attempts: status === 502 ? 2 : 1,
		});
		const {totals} = control.status();
		control.changeStatus({totals: {...totals, inFlight: 3 + (count % 4), rateLimited: Math.floor(count / 10)}});
	}, 25);
	timer.unref();
};
