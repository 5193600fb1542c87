import process from 'node:process';
import {checkGiven} from '../config/given-settings.js';
import {LiveSettings} from '../config/live-settings.js';
import {resolveSettings} from '../config/load-settings.js';
import {isSettingKey, type SettingKey, type Settings} from '../config/settings.js';
import type {AdminState} from '../model/backend.js';
import {runProxy, type RunningProxy} from './run-proxy.js';
import {accessLogTarget} from './access-log-target.js';
import {packageVersion} from './package-version.js';

/** Settings of the program rather than the proxy. */
type ProgramSetting = 'config' | 'save' | 'headless' | 'demo' | 'backends';

type ProxySetting = Exclude<SettingKey, ProgramSetting>;

/**
What can be set, under the names and with the values of a config file; see the readme's table. Times are texts with
their unit, such as `'10s'`.
*/
export type ProxyOptions = {
	readonly [Key in ProxySetting]?: Key extends keyof Settings ? Settings[Key] : string;
} & {
	readonly backends?: ReadonlyArray<string | {readonly url: string; readonly weight?: number; readonly state?: AdminState}>;
	/**
	Called on an internal error of the admin API.

	@default Writes it to the console
	*/
	readonly onAdminError?: (error: unknown) => void;
};

const programSettings: ReadonlySet<string> = new Set<ProgramSetting>(['config', 'save', 'headless', 'demo']);

/**
Starts a balancer in this process. Uses neither the saved state nor the environment.

@example
```
import {createProxy} from 'proxy-tui';

const proxy = await createProxy({port: 0, backends: ['http://localhost:3000'], rateLimit: 0});
console.log(proxy.proxy.port, proxy.control.status().backends);
await proxy.stop(10_000);
```

@throws {SettingsError} Options that are unknown or have a value that is not allowed.
@throws {ListenError} A port that cannot be listened on.
@throws {ControlError} A backend that cannot be added.
*/
export const createProxy = async ({onAdminError = console.error, ...options}: ProxyOptions = {}): Promise<RunningProxy> => {
	const given = Object.entries(options).filter(([, value]) => value !== undefined);
	const unknown = given.map(([key]) => key).filter(key => !isSettingKey(key) || programSettings.has(key));
	const cwd = process.cwd();
	const resolved = await resolveSettings({
		commandLine: checkGiven(
			[...given.filter(([key]) => isSettingKey(key)) as Array<[SettingKey, unknown]>, ['save', false]],
			(key, path) => [key, ...path].join('.'),
			unknown.map(key => `Unknown option ${key} of createProxy.`),
		),
		cwd,
	});
	return runProxy({
		settings: new LiveSettings(resolved, cwd),
		accessLog: settings => accessLogTarget(settings, 'off'),
		version: packageVersion(),
		onAdminError,
	});
};
