import type {Health} from '../../../model/backend.js';

export type Thresholds = {
	/** Consecutive passed probes after which an unhealthy backend is healthy. */
	readonly rise: number;
	/** Consecutive failed probes after which a healthy backend is unhealthy. */
	readonly fall: number;
};

export type HealthState = {
	readonly health: Health;
	/** Consecutive probes that contradict `health`. */
	readonly contradictions: number;
};

/** The health after a probe. The first probe decides alone, whatever the thresholds. */
export const afterProbe = ({health, contradictions}: HealthState, hasPassed: boolean, {rise, fall}: Thresholds): HealthState => {
	const seen = hasPassed ? 'healthy' : 'unhealthy';

	if (seen === health) {
		return {health, contradictions: 0};
	}

	const needed = {unknown: 1, unhealthy: rise, healthy: fall}[health];
	return contradictions + 1 >= needed ? {health: seen, contradictions: 0} : {health, contradictions: contradictions + 1};
};

/** The health after a failed connection of traffic: down until probes pass again. */
export const afterTrafficFailure = (): HealthState => ({health: 'unhealthy', contradictions: 0});
