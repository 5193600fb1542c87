import type {Health} from '../../../../source/model/backend.js';
import type {HealthCheckOverrides} from '../../../../source/model/health-check-settings.js';
import {HealthMonitor, type HealthMonitorOptions} from '../../../../source/engines/control/health/monitor.js';
import type {ProbeResult} from '../../../../source/engines/control/health/probe.js';
import {SimulatedClock} from './simulated-clock.js';

/** How a simulated backend answers the next probe. */
export type Behaviour = {
	readonly verdict: ProbeResult['verdict'];
	readonly durationMs: number;
};

export type Record = {readonly at: number; readonly id: string} & (
	| {readonly type: 'begun' | 'cancelled'}
	| {readonly type: 'result'; readonly passed: boolean; readonly health: Health; readonly reason: string}
	| {readonly type: 'transition'; readonly from: Health; readonly to: Health; readonly reason: string}
);

export const well: Behaviour = {verdict: 'passed', durationMs: 20};
export const broken: Behaviour = {verdict: 'failed', durationMs: 20};
export const hanging: Behaviour = {verdict: 'failed', durationMs: 5000};

type HarnessOptions = HealthCheckOverrides & Pick<HealthMonitorOptions, 'maxConcurrent' | 'random'>;

/** A monitor in simulated time, whose probes end as told. Each backend's URL is its id. */
export const startMonitor = ({maxConcurrent, random = () => 0.5, ...settings}: HarnessOptions = {}) => {
	const clock = new SimulatedClock();
	const records: Record[] = [];
	const behaviours = new Map<string, Behaviour>();
	let underWay = 0;
	let mostUnderWay = 0;

	const monitor = new HealthMonitor({
		settings: () => ({
			path: '/',
			intervalMs: 10_000,
			timeoutMs: 5000,
			...settings,
		}),
		async probe({url: id}, signal) {
			const {verdict, durationMs} = behaviours.get(id) ?? well;
			records.push({at: clock.monotonic(), id, type: 'begun'});
			underWay += 1;
			mostUnderWay = Math.max(mostUnderWay, underWay);
			const cancelled = new Promise<void>(resolve => {
				signal.addEventListener('abort', () => {
					resolve();
				});
			});
			await Promise.race([clock.delay(durationMs), cancelled]);
			underWay -= 1;

			if (signal.aborted) {
				records.push({at: clock.monotonic(), id, type: 'cancelled'});
				return {verdict: 'inconclusive', durationMs, reason: 'cancelled'};
			}

			return {verdict, durationMs, reason: verdict};
		},
		onResult(id, {at, passed, reason}, health) {
			records.push({
				at,
				id,
				type: 'result',
				passed,
				health,
				reason,
			});
		},
		onTransition(id, from, to, reason) {
			records.push({
				at: clock.monotonic(),
				id,
				type: 'transition',
				from,
				to,
				reason,
			});
		},
		...(maxConcurrent !== undefined && {maxConcurrent}),
		clock,
		random,
	});

	return {
		clock,
		monitor,
		records,
		behave(id: string, behaviour: Behaviour) {
			behaviours.set(id, behaviour);
		},
		/** When probes of this backend began. */
		beginnings: (id: string) => records.filter(record => record.id === id && record.type === 'begun').map(({at}) => at),
		/** Each transition of this backend in short: `20 unknown → healthy (passed)`. */
		transitions: (id: string) => records.flatMap(record => record.id === id && record.type === 'transition'
			? [`${record.at} ${record.from} → ${record.to} (${record.reason})`]
			: []),
		mostUnderWay: () => mostUnderWay,
	};
};
