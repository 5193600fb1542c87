import process from 'node:process';
import {adminStates} from '../../model/backend.js';
import type {BackendMetrics, Metrics} from '../../model/metrics.js';
import type {BackendStatus, Status} from '../../model/status.js';
import type {MetricFamily, Sample} from './metric-family.js';

type Type = MetricFamily['type'];

const family = (type: Type, name: string, help: string, samples: readonly Sample[]): MetricFamily => ({name: `proxy_tui_${name}`, type, help, samples});

const figure = (type: Type, name: string, help: string, value: number): MetricFamily => family(type, name, help, [{value}]);

const seconds = (milliseconds: number): number => milliseconds / 1000;

/** Requests without a backend have an empty label. */
const durationSamples = ({durationBounds, durations}: Metrics): readonly Sample[] => durations
	.filter(({counts}) => counts.some(count => count > 0))
	.flatMap(({backend = '', counts, sumMs}) => {
		let total = 0;
		const buckets = counts.map((count, index): Sample => {
			total += count;
			const bound = durationBounds[index];
			return {suffix: '_bucket', labels: {backend, le: bound === undefined ? '+Inf' : seconds(bound)}, value: total};
		});
		return [...buckets, {suffix: '_sum', labels: {backend}, value: seconds(sumMs)}, {suffix: '_count', labels: {backend}, value: total}];
	});

const perBackend = (backends: readonly BackendStatus[], value: (backend: BackendStatus) => number): readonly Sample[] =>
	backends.map(backend => ({labels: {backend: backend.url}, value: value(backend)}));

const countsOf = (each: readonly BackendMetrics[], value: (counts: BackendMetrics) => number): readonly Sample[] =>
	each.map(counts => ({labels: {backend: counts.backend}, value: value(counts)}));

const trafficFamilies = ({totals}: Status, metrics: Metrics): readonly MetricFamily[] => [
	family('counter', 'requests', 'Requests that have ended, by the backend tried last (empty without one), method and status (499: the client left)', metrics.exchanges
		.map(({backend = '', method, status, count}) => ({labels: {backend, method, code: status}, value: count}))),
	family('histogram', 'request_duration_seconds', 'Time from the headers of a request to the last byte of its response', durationSamples(metrics)),
	figure('gauge', 'requests_in_flight', 'Requests that have begun and not ended', totals.inFlight),
	figure('counter', 'retries', 'Retries: attempts beyond the first', totals.retries),
	figure('counter', 'rate_limited', 'Requests answered 429 by the rate limiter', totals.rateLimited),
	figure('counter', 'unavailable', 'Requests answered 503 because no backend was available', totals.unavailable),
	figure('counter', 'client_aborts', 'Requests aborted by the client before the response was complete', totals.aborted),
	figure('counter', 'request_body_bytes', 'Bytes of request bodies received from clients', totals.requestBytes),
	figure('counter', 'response_body_bytes', 'Bytes of response bodies sent to clients', totals.responseBytes),
];

const backendFamilies = ({backends}: Status, {backends: counted, phases}: Metrics): readonly MetricFamily[] => [
	family('gauge', 'backend_up', 'Whether a backend is up or not checked yet', perBackend(backends, ({health}) => health === 'unhealthy' ? 0 : 1)),
	family('gauge', 'backend_state', 'Administrative state: 1 for the current one', backends
		.flatMap(({url, state}) => adminStates.map(each => ({labels: {backend: url, state: each}, value: each === state ? 1 : 0})))),
	family('gauge', 'backend_ejected', 'Whether a backend is ejected by outlier detection', perBackend(backends, ({ejectedUntil}) => ejectedUntil === undefined ? 0 : 1)),
	family('gauge', 'backend_weight', 'Weight: share of traffic, relative to the other backends', perBackend(backends, ({weight}) => weight)),
	family('gauge', 'backend_requests_in_flight', 'Requests and tunnels in flight at a backend', perBackend(backends, ({connections}) => connections)),
	family('gauge', 'backend_oldest_request_seconds', 'Longest current wait for response headers', perBackend(backends, ({oldestRequestMs = 0}) => seconds(oldestRequestMs))),
	family('counter', 'backend_tries', 'Attempts at a backend, retries included', countsOf(counted, ({requests}) => requests)),
	family('counter', 'backend_failures', '5xx responses and failed attempts of a backend', countsOf(counted, ({failures}) => failures)),
	family('counter', 'backend_aborted_requests', 'Requests to a backend aborted by the client before the response was complete', countsOf(counted, ({aborted}) => aborted)),
	family('summary', 'backend_phase_seconds', 'Where the time of requests to a backend went: queue, connect, first-byte, transfer', phases.filter(({count}) => count > 0).flatMap(({backend, phase, sumMs, count}) => [
		{suffix: '_sum', labels: {backend, phase}, value: seconds(sumMs)},
		{suffix: '_count', labels: {backend, phase}, value: count},
	])),
	family('counter', 'health_checks', 'Completed health checks', counted.flatMap(({backend, checksPassed, checksFailed}) => [
		{labels: {backend, result: 'passed'}, value: checksPassed},
		{labels: {backend, result: 'failed'}, value: checksFailed},
	])),
	family('counter', 'backend_ejections', 'Ejections of a backend by outlier detection', countsOf(counted, ({ejections}) => ejections)),
];

/** Of certificates for the same name, that which expires first. */
const certificateFamilies = ({certificates = []}: Status): readonly MetricFamily[] => {
	const expiries = new Map<string, number>();
	const renewals = new Map<string, number>();
	const problems = new Map<string, number>();
	for (const {names, notAfter, renewsAt, problem} of certificates) {
		for (const name of names) {
			expiries.set(name, Math.min(notAfter, expiries.get(name) ?? Infinity));
			problems.set(name, problem === undefined ? problems.get(name) ?? 0 : 1);
			if (renewsAt !== undefined) {
				renewals.set(name, Math.min(renewsAt, renewals.get(name) ?? Infinity));
			}
		}
	}

	return [
		family('gauge', 'certificate_expiry_seconds', 'When the certificate for a name expires, in seconds since the epoch', Array.from(expiries, ([name, notAfter]) => ({labels: {name}, value: seconds(notAfter)}))),
		family('gauge', 'certificate_renewal_seconds', 'When the certificate for a name is to be renewed, or that is attempted again, in seconds since the epoch', Array.from(renewals, ([name, renewsAt]) => ({labels: {name}, value: seconds(renewsAt)}))),
		family('gauge', 'certificate_problem', 'Whether a newer certificate for a name is not served, or could not be obtained', Array.from(problems, ([name, value]) => ({labels: {name}, value}))),
	];
};

const programFamilies = (status: Status, {workerRestarts, authFailures, loopLags}: Metrics, version: string): readonly MetricFamily[] => [
	family('info', 'build', 'Version of the program and of Node.js', [{labels: {version, node_version: process.versions.node}, value: 1}]),
	figure('gauge', 'pool_version', 'Version of the pool, which grows with every change', status.version),
	figure('counter', 'worker_restarts', 'Workers that died and were replaced', workerRestarts),
	family('counter', 'admin_auth_failures', 'Requests that the admin API refused for a missing or wrong token', [
		{labels: {reason: 'no-token'}, value: authFailures.missing},
		{labels: {reason: 'wrong-token'}, value: authFailures.wrong},
	]),
	family('gauge', 'event_loop_lag_seconds', 'Recent event-loop lag of a thread', loopLags.map(({thread, lagMs}) => ({labels: {thread}, value: seconds(lagMs)}))),
	{name: 'process_start_time_seconds', type: 'gauge', help: 'Start time, in seconds since the epoch', samples: [{value: seconds(status.startedAt)}]},
	{name: 'process_cpu_seconds', type: 'counter', help: 'CPU time of all threads', samples: [{value: (process.cpuUsage().user + process.cpuUsage().system) / 1e6}]},
	{name: 'process_resident_memory_bytes', type: 'gauge', help: 'Resident memory', samples: [{value: process.memoryUsage.rss()}]},
];

/** All metric families. */
export const metricFamilies = (status: Status, metrics: Metrics, version: string): readonly MetricFamily[] => [
	...trafficFamilies(status, metrics),
	...backendFamilies(status, metrics),
	...certificateFamilies(status),
	...programFamilies(status, metrics, version),
].filter(({samples}) => samples.length > 0);
