import type {BackendTls} from '../../model/backend-tls.js';
import type {LiveSetting, SettingValue} from '../../model/live-setting.js';
import type {TunedSettings, Tuning} from '../../model/tuning.js';
import type {CreateDataPlane} from './data-plane.js';

/** The settings that an engine is tuned by, as people know them. */
export type EngineSettings = {
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
	readonly settings: EngineSettings;
	readonly backendTls: BackendTls;
	/** Address and port of the DNS server that is asked for names; the system's if undefined. */
	readonly dnsServer?: string | undefined;
	/** What the health checks say they are. */
	readonly version: string;
};
