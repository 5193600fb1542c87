import type {LogRecord} from '../../source/model/access-log-entry.js';
import type {SettingValue} from '../../source/model/live-setting.js';
import {hang} from './backend-scripts.js';
import type {RawClient} from './raw-client.js';
import {type RunningProxy, startProxy} from './running-proxy.js';
import type {Script, ScriptedBackend} from './scripted-backend.js';

type Values = Readonly<Record<string, SettingValue>>;

/** A proxy for many tests one after the other: to start one takes longer than most of them. */
export type SharedProxy = {
	readonly proxy: RunningProxy;
	/** The first. */
	readonly backend: ScriptedBackend;
	readonly backends: readonly ScriptedBackend[];
	/** Ends what the test before has left open, and gives each backend another script and the proxy these settings, as files spell them, beside those it was started with. */
	begin(scripts: readonly Script[], settings?: Values): Promise<void>;
	/** Begins with one backend that is asked, and connects a client that has sent these bytes. */
	ask(script: Script, bytes?: string): Promise<RawClient>;
	/** Resolves with the access log record of the newest exchange that the proxy has begun, once that has ended. */
	newestRecord(): Promise<LogRecord>;
};

/** Starts a proxy with so many backends; to be stopped by the test file. */
export const shareProxy = async (flags: readonly string[] = [], count = 1): Promise<SharedProxy> => {
	const proxy = await startProxy({scripts: Array.from({length: count}, () => hang), flags});
	const {control, backends} = proxy;
	const original = new Map(control.settings().map(({name, value}) => [name, value]));
	let changed: Values = {};

	const begin = async (scripts: readonly Script[], settings: Values = {}): Promise<void> => {
		proxy.closeClients();
		await proxy.untilIdle();
		await Promise.all(backends.map(async (backend, index) => backend.restart(scripts[index] ?? hang)));
		const taken = Object.keys(changed).filter(name => !Object.hasOwn(settings, name));
		await control.updateSettings({...Object.fromEntries(taken.map(name => [name, original.get(name)!])), ...settings});
		changed = settings;
	};

	return {
		proxy,
		backend: backends[0]!,
		backends,
		begin,
		async ask(script, bytes = '') {
			await begin([script], changed);
			const client = await proxy.connect();
			client.send(bytes);
			return client;
		},
		newestRecord: async () => proxy.logRecord(control.status().totals.requests),
	};
};
