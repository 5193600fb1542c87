import type {HealthCheckSettings} from './health-check-settings.js';
import type {OutlierSettings} from './outlier-settings.js';
import type {Policy, TrafficSettings} from './pool.js';
import type {WireSettings} from './wire-settings.js';

/** What can be changed while an engine runs. Times in milliseconds. */
export type Tuning = {
	readonly policy: Policy;
	readonly traffic: TrafficSettings;
	readonly wire: WireSettings;
	/** How long a backend may drain. */
	readonly drainTimeoutMs: number;
	readonly health: HealthCheckSettings;
	readonly outliers: OutlierSettings;
	/** Until a backend that comes gets its full share. */
	readonly slowStartMs: number;
};

/** A change of settings that has been taken in. */
export type TunedSettings = {
	readonly tuning: Tuning;
	/** Of the settings that are others now. */
	readonly names: readonly string[];
	/** Those of them that hold at the next start as well. */
	readonly remembered: readonly string[];
};
