import {isAvailable} from '../../../model/backend.js';
import type {BackendStatus, ListenAddress, RecentTraffic, Status} from '../../../model/status.js';
import {mainPhaseText} from '../../../tui/text/phase-means.js';
import {printable} from './printable.js';
import {table, type Column} from './table.js';

const stateWord = ({state, health, ejectedUntil}: BackendStatus): string => {
	if (state !== 'active') {
		return state;
	}

	if (health === 'unhealthy') {
		return 'down';
	}

	return ejectedUntil === undefined ? (health === 'healthy' ? 'up' : 'checking') : 'ejected';
};

const serves = (backend: BackendStatus): boolean => isAvailable(backend.state, backend.health) && backend.ejectedUntil === undefined;

const milliseconds = (value: number | undefined): string => value === undefined ? '-' : `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`;

const share = (value: number | undefined): string => value === undefined ? '-' : `${(value * 100).toFixed(1)} %`;

/** The phase of requests that most of the time goes into. */
const slowest = ({timings}: RecentTraffic): string => (timings && mainPhaseText(timings)) ?? '-';

const address = ({host, port}: ListenAddress): string => `${host.includes(':') ? `[${host}]` : host}:${port}`;

const rowOf = (backend: BackendStatus): readonly string[] => [
	backend.id,
	stateWord(backend),
	backend.url,
	String(backend.connections),
	backend.recent.requestsPerSecond.toFixed(1),
	milliseconds(backend.recent.p99Ms),
	slowest(backend.recent),
	share(backend.recent.errorShare),
	String(backend.weight),
	[backend.healthReason ?? backend.lastCheck?.reason ?? '', ...(backend.lastCheck?.hint === undefined ? [] : [backend.lastCheck.hint])].join('; '),
];

const numbers = (...titles: readonly string[]): readonly Column[] => titles.map(title => ({title, isNumber: true}));

const columns: readonly Column[] = [
	{title: 'ID'}, {title: 'STATE'}, {title: 'URL'},
	...numbers('CONNS', 'REQ/S', 'P99'), {title: 'MOST TIME'}, ...numbers('ERRORS', 'WEIGHT'),
	{title: 'REASON'},
];

/** The status as text, one line per backend. */
export const statusText = (status: Status): string => {
	const {backends, totals, recent, policy, proxy, tls, phase, isPanic} = status;
	const up = backends.filter(backend => serves(backend)).length;
	const summary = printable([
		`proxy ${address(proxy)}`,
		...(tls ? [`tls ${address(tls)}`] : []),
		...(phase === 'leaving' ? ['LEAVING'] : []),
		...(isPanic ? ['PANIC'] : []),
		policy,
		`${up}/${backends.length} up`,
		`${recent.requestsPerSecond.toFixed(1)} req/s`,
		`p99 ${milliseconds(recent.p99Ms)}`,
		`5xx ${share(recent.errorShare)}`,
		`${totals.inFlight} in flight`,
		`${totals.requests} requests`,
	].join('  '));
	const rows = backends.map(backend => rowOf(backend).map(cell => printable(cell)));
	return rows.length === 0 ? `${summary}\nno backends` : `${summary}\n${table(columns, rows)}`;
};

/** See `steeringExitCodes`. */
export const statusExitCode = ({backends}: Status): number => {
	if (backends.every(backend => !serves(backend))) {
		return 4;
	}

	return backends.some(backend => backend.state === 'active' && !serves(backend)) ? 3 : 0;
};
