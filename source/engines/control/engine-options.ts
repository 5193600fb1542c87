import type {BackendTransport} from '../../model/backend-transport.js';
import type {LiveSetting, SettingValue} from '../../model/live-setting.js';
import type {ClientPorts} from '../../model/status.js';
import type {TunedSettings, Tuning} from '../../model/tuning.js';
import type {CertificateStore} from './certificates/certificate-store.js';
import type {CreateDataPlane} from './data-plane.js';

/** The settings of an engine. */
export type EngineSettings = {
	list(): readonly LiveSetting[];
	/**
	Checks what takes time, such as a file; undefined if there is nothing to check.

	@throws {ControlError} `invalid_setting`
	*/
	check(changes: Readonly<Record<string, SettingValue>>): Promise<void> | undefined;
	/**
	Applies changes, all or none.

	@throws {ControlError} `invalid_setting`
	*/
	change(changes: Readonly<Record<string, SettingValue>>): TunedSettings;
};

/** Options of an engine. */
export type EngineOptions = {
	/** All interfaces if undefined. */
	readonly host: string | undefined;
	readonly ports: ClientPorts;
	/** What clients are shown on the port for TLS; undefined without one. */
	readonly certificates?: CertificateStore | undefined;
	/** Threads that count in the shared memory. */
	readonly threads: number;
	readonly createDataPlane: CreateDataPlane;
	readonly tuning: Tuning;
	readonly settings: EngineSettings;
	readonly transport: BackendTransport;
	/** Address and port of the DNS server; the system's if undefined. */
	readonly dnsServer?: string | undefined;
	/** User agent of health checks. */
	readonly version: string;
};
