import {compareLanes, describeDifference} from '../end-to-end/lanes/compare-lanes.js';
import type {Line} from './report.js';

/** Much of the time of one is spent waiting. */
const concurrency = 4;
/** More than a run has of plans. */
const seedsEach = 1_000_000;
const shownDifferences = 5;

const count = (number: number): string => number.toLocaleString('en');

/** Compares what both lanes do with so many exchanges. */
export const reportLanes = async (exchanges: number, seed: number): Promise<Line[]> => {
	const comparisons = await Promise.all(Array.from({length: concurrency}, async (_, index) => compareLanes({
		seed: seed + (index * seedsEach), maxExchanges: Math.ceil(exchanges / concurrency),
	})));
	const differing = comparisons.flatMap(comparison => comparison.differing);
	const sum = (field: 'exchanges' | 'plans'): number => comparisons.reduce((total, comparison) => total + comparison[field], 0);
	return [
		{text: `${count(sum('exchanges'))} exchanges on ${count(sum('plans'))} connections, seed ${seed}: on ${count(differing.length)} the lanes differ`, isRight: differing.length === 0},
		...differing.slice(0, shownDifferences).map(difference => ({text: describeDifference(difference), isRight: false})),
	];
};
