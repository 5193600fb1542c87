import type {HealthCheckSettings} from './health-check-settings.js';
import type {OutlierSettings} from './outlier-settings.js';
import type {Policy, TrafficSettings} from './pool.js';
import type {WireSettings} from './wire-settings.js';

/** Options that can change while an engine runs. Times in milliseconds. */
export type Tuning = {
	readonly policy: Policy;
	readonly traffic: TrafficSettings;
	readonly wire: WireSettings;
	readonly drainTimeoutMs: number;
	readonly health: HealthCheckSettings;
	readonly outliers: OutlierSettings;
	/** Duration of slow start. */
	readonly slowStartMs: number;
};

/** An applied change of settings. */
export type TunedSettings = {
	readonly tuning: Tuning;
	/** Of the settings with new values. */
	readonly names: readonly string[];
	/** Those of them that are saved. */
	readonly remembered: readonly string[];
};
