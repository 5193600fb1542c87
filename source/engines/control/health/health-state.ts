import type {Health} from '../../../model/backend.js';

export type Thresholds = {
	/** Passed probes in a row after which an unhealthy backend is healthy. */
	readonly rise: number;
	/** Failed probes in a row after which a healthy backend is unhealthy. */
	readonly fall: number;
};

export type HealthState = {
	readonly health: Health;
	/** Probes in a row that spoke against `health`. */
	readonly contradictions: number;
};

export const initialHealth: HealthState = {health: 'unknown', contradictions: 0};

/** What the end of a probe makes of a backend. The first probe of all decides by itself, whatever the thresholds. */
export const afterProbe = ({health, contradictions}: HealthState, hasPassed: boolean, {rise, fall}: Thresholds): HealthState => {
	const seen = hasPassed ? 'healthy' : 'unhealthy';

	if (seen === health) {
		return {health, contradictions: 0};
	}

	const needed = {unknown: 1, unhealthy: rise, healthy: fall}[health];
	return contradictions + 1 >= needed ? {health: seen, contradictions: 0} : {health, contradictions: contradictions + 1};
};

/** What a connection error seen by traffic makes of a backend: it is down until probes have found it well again. */
export const afterTrafficFailure = (): HealthState => ({health: 'unhealthy', contradictions: 0});
