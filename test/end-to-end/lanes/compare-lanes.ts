import {isDeepStrictEqual} from 'node:util';
import fc from 'fast-check';
import {hang} from '../../helpers/backend-scripts.js';
import {type RunningProxy, startProxy} from '../../helpers/running-proxy.js';
import {carryPlan, logOf} from './carry-plan.js';
import {hideInOutcome} from './intended-differences.js';
import type {Outcome} from './lane-outcome.js';
import {type LanePlan, lanePlan} from './lane-plans.js';

export type Comparison = {
	readonly exchanges: number;
	readonly plans: number;
	readonly differing: ReadonlyArray<{readonly plan: LanePlan; readonly fast: Outcome; readonly general: Outcome}>;
};

export type ComparisonOptions = {
	/** Repeats a run. */
	readonly seed: number;
	/** Ends once as many exchanges are compared, or the time is over. */
	readonly maxExchanges: number;
	readonly maxMs?: number;
};

const flags = [
	'--policy=first', '--retries=1', '--max-body=80000', '--header-timeout=1m', '--response-timeout=1m', '--idle-timeout=1m', '--sticky-secret=0123456789abcdef0123456789abcdef',
];

/** Half of the plans are carried with what rewrites messages. */
const rewriting = {
	requestHeader: ['X-Set: {client}', '+X-A: added', '-Cookie'], responseHeader: ['X-Out: 1', '-Server'], sticky: 'cookie', trustProxy: '127.0.0.1', stripPrefix: '/p', changeOrigin: true, forwarded: true,
} as const;

const plansEach = 10;

const short = (value: unknown): string => JSON.stringify(value, (_, part: unknown) => typeof part === 'string' && part.length > 1000 ? `${part.slice(0, 1000)}…${part.length}` : part);

const carryAll = async (lane: RunningProxy, plans: readonly LanePlan[]): Promise<Outcome[]> => {
	const carried: Array<Awaited<ReturnType<typeof carryPlan>>> = [];
	for (const plan of plans) {
		// eslint-disable-next-line no-await-in-loop -- One plan after the other.
		carried.push(await carryPlan(lane, plan).catch((error: unknown) => {
			throw new Error(`carrying ${short(plan)}`, {cause: error});
		}));
	}

	const logs = await logOf(lane, carried.map(({range}) => range));
	return carried.map(({range: _, ...each}, index) => hideInOutcome({...each, log: logs[index]!}));
};

/** Has both lanes carry the same plans; the general lane captures bodies, which must not change anything either. */
export const compareLanes = async ({seed, maxExchanges, maxMs = Infinity}: ComparisonOptions): Promise<Comparison> => {
	const start = async (mode: string, ...more: readonly string[]): Promise<RunningProxy> => startProxy({scripts: [hang, hang], flags: [...flags, `--fast-lane=${mode}`, ...more]});
	const lanes = await Promise.all([start('on'), start('off', '--capture=1KB')]);
	const deadline = performance.now() + maxMs;
	const differing: Array<Comparison['differing'][number]> = [];
	let exchanges = 0;
	let plans = 0;
	try {
		const isOver = (): boolean => exchanges >= maxExchanges || performance.now() > deadline;
		for (let batch = 0; !isOver(); batch++) {
			/* eslint-disable no-await-in-loop -- One plan after the other. */
			const settings = batch % 2 === 0 ? Object.fromEntries(Object.keys(rewriting).map(name => [name, null])) : rewriting;
			await Promise.all(lanes.map(async ({control}) => control.updateSettings(settings)));
			const batchOfPlans = fc.sample(lanePlan, {seed: seed + batch, numRuns: plansEach});
			const [byFast, byGeneral] = await Promise.all(lanes.map(async lane => carryAll(lane, batchOfPlans)));
			for (const [index, plan] of batchOfPlans.entries()) {
				const [ofFast, ofGeneral] = [byFast![index]!, byGeneral![index]!];
				exchanges += ofFast.log.length;
				plans++;
				if (!isDeepStrictEqual(ofFast, ofGeneral)) {
					differing.push({plan, fast: ofFast, general: ofGeneral});
				}
			}
			/* eslint-enable no-await-in-loop */
		}
	} finally {
		await Promise.allSettled(lanes.map(async lane => lane.stop()));
	}

	return {exchanges, plans, differing};
};

/** Where two values differ first. */
const firstDifference = (one: unknown, other: unknown, path = ''): string => {
	if (typeof one === 'object' && typeof other === 'object' && one !== null && other !== null) {
		for (const name of new Set([...Object.keys(one), ...Object.keys(other)])) {
			const [ofOne, ofOther] = [one, other].map(value => (value as Record<string, unknown>)[name]);
			if (!isDeepStrictEqual(ofOne, ofOther)) {
				return firstDifference(ofOne, ofOther, `${path}/${name}`);
			}
		}
	}

	return `${path}: fast ${short(one)}, general ${short(other)}`;
};

/** What differs, for a person to look at. */
export const describeDifference = ({plan, fast, general}: Comparison['differing'][number]): string => {
	const names = (Object.keys(fast) as Array<keyof Outcome>).filter(name => !isDeepStrictEqual(fast[name], general[name]));
	return [...names.map(name => firstDifference(fast[name], general[name], name)), `plan ${short(plan)}`].join('\n');
};
