import type {BackendTls} from '../../model/backend-tls.js';
import type {HealthCheckSettings} from '../../model/health-check-settings.js';
import type {LiveSetting, SettingValue} from '../../model/live-setting.js';
import type {Policy, TrafficSettings} from '../../model/pool.js';
import type {WireSettings} from '../../model/wire-settings.js';
import type {CreateDataPlane} from './data-plane.js';
import type {OutlierSettings} from './traffic/outlier-rule.js';

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

/** The settings that an engine is tuned by, as people know them. */
export type SettingsBook = {
	list(): readonly LiveSetting[];
	/**
	Looks at what takes time to be looked at, such as a file; undefined when there is no such thing.

	@throws {ControlError} `invalid_setting`
	*/
	check(changes: Readonly<Record<string, SettingValue>>): Promise<void> | undefined;
	/**
	Takes in changes, all or none.

	@throws {ControlError} `invalid_setting`
	*/
	change(changes: Readonly<Record<string, SettingValue>>): TunedSettings;
};

/** A change of settings that has been taken in. */
export type TunedSettings = {
	readonly tuning: Tuning;
	/** Of the settings that are others now. */
	readonly names: readonly string[];
	/** Those of them that hold at the next start as well. */
	readonly remembered: readonly string[];
};

/** What an engine is made with. */
export type EngineOptions = {
	/** All interfaces if undefined. */
	readonly host: string | undefined;
	/** 0 picks a free one. */
	readonly port: number;
	/** Threads that count in the shared memory. */
	readonly threads: number;
	readonly createDataPlane: CreateDataPlane;
	readonly tuning: Tuning;
	readonly settings: SettingsBook;
	readonly backendTls: BackendTls;
	/** Address and port of the DNS server that is asked for names; the system's if undefined. */
	readonly dnsServer?: string | undefined;
	/** What the health checks say they are. */
	readonly version: string;
};
