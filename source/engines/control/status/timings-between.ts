import {phaseIndex, timedPhases} from '../../shared-memory/phase-cells.js';
import type {Timings} from '../../../model/timings.js';

/** The mean timings of the requests that ended between two readings of a row; undefined without any. */
export const timingsBetween = (before: Float64Array, after: Float64Array): Timings | undefined => {
	const count = phaseIndex.queue + timedPhases.length;
	const requests = after[count]! - before[count]!;
	if (requests <= 0) {
		return undefined;
	}

	const mean = (phase: number): number => Math.max((after[phase]! - before[phase]!) / requests, 0);
	return {
		queueMs: mean(phaseIndex.queue),
		connectMs: mean(phaseIndex.connect),
		firstByteMs: mean(phaseIndex['first-byte']),
		transferMs: mean(phaseIndex.transfer),
	};
};
