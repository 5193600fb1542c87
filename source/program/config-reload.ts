import {randomUUID} from 'node:crypto';
import {isDeepStrictEqual} from 'node:util';
import type {BackendSetting} from '../config/backend-setting.js';
import type {GivenSettings} from '../config/given-settings.js';
import {isLive, settingKeys, writtenValue, type SettingKey} from '../config/settings.js';
import {SettingsError} from '../config/settings-error.js';
import type {Cause} from '../model/actor.js';
import {isNameScheme} from '../model/backend-name.js';
import {ControlError} from '../model/control-error.js';
import type {BackendStatus, NameStatus} from '../model/status.js';
import type {SteeredProxy} from './run-proxy.js';

export type ConfigReloadOptions = {
	readonly proxy: Pick<SteeredProxy, 'control' | 'commands' | 'changeSettings' | 'tell'>;
	/** The settings of the start. */
	readonly started: GivenSettings;
	/**
	Reads all sources again.

	@throws {SettingsError}
	*/
	readonly resolve: () => Promise<GivenSettings>;
};

type BackendDifference = {
	readonly added: readonly BackendSetting[];
	readonly changed: readonly BackendSetting[];
	readonly removed: readonly BackendSetting[];
};

const backendsOf = (given: GivenSettings): readonly BackendSetting[] => given.get('backends')!.value as readonly BackendSetting[];

const compareBackends = (before: readonly BackendSetting[], after: readonly BackendSetting[]): BackendDifference => {
	const known = new Map(before.map(backend => [backend.url, backend]));
	const kept = new Set(after.map(({url}) => url));
	return {
		added: after.filter(({url}) => !known.has(url)),
		changed: after.filter(backend => known.has(backend.url) && !isDeepStrictEqual(known.get(backend.url), backend)),
		removed: before.filter(({url}) => !kept.has(url)),
	};
};

const changedKeys = (before: GivenSettings, after: GivenSettings): readonly SettingKey[] =>
	settingKeys.filter(key => !isDeepStrictEqual(writtenValue(key, before.get(key)!.value), writtenValue(key, after.get(key)!.value)));

/** Applies the differences of a reloaded config file to a running proxy. */
export class ConfigReload {
	readonly #options: ConfigReloadOptions;
	#last: GivenSettings;
	#work: Promise<void> = Promise.resolve();

	constructor(options: ConfigReloadOptions) {
		this.#options = options;
		this.#last = options.started;
	}

	/** Applied in turn. Errors in the file become warnings and change nothing. Does not reject. */
	async reload(): Promise<void> {
		this.#work = this.#work.then(async () => this.#reload());
		await this.#work;
	}

	async #reload(): Promise<void> {
		const {proxy, started, resolve} = this.#options;
		const file = String(started.get('config')!.value);
		const cause: Cause = {actor: {face: 'config', name: file}, commandId: randomUUID()};
		try {
			const next = await resolve();
			await this.#apply(next, cause);
			this.#last = next;
			proxy.tell({type: 'config-applied', file}, cause);
		} catch (error) {
			if (!(error instanceof SettingsError || error instanceof ControlError)) {
				throw error;
			}

			proxy.tell({type: 'warning', warning: {type: 'config-refused', reason: error.message}}, cause);
		}
	}

	async #apply(next: GivenSettings, cause: Cause): Promise<void> {
		const {proxy} = this.#options;
		const keys = changedKeys(this.#last, next);
		const backends = compareBackends(backendsOf(this.#last), backendsOf(next));
		const refused = backends.added
			.filter(backend => !this.#isKnown(backend))
			.map(backend => proxy.control.checkBackend(backend))
			.filter(problem => problem !== undefined);
		if (refused.length > 0) {
			throw new SettingsError(refused);
		}

		await proxy.changeSettings(new Map(keys.filter(key => isLive(key)).map(key => [key, next.get(key)!])), cause);
		// Additions first, so that the pool is never empty in between.
		await Promise.all(backends.added.map(async backend => this.#bring(backend, cause)));
		await this.#change(backends.changed, cause);
		await Promise.all(backends.removed.flatMap(backend => this.#idsOf(backend))
			.map(async ({id, url}) => this.#attempt(url, async () => proxy.commands.removeBackend(id, {}, cause), cause)));

		const waiting = keys.filter(key => !isLive(key) && key !== 'backends');
		for (const key of waiting) {
			proxy.tell({type: 'warning', warning: {type: 'restart-needed', setting: key}}, cause);
		}
	}

	/** A removed backend may still be draining, which is checked only now. */
	async #bring(backend: BackendSetting, cause: Cause): Promise<void> {
		await (this.#isKnown(backend)
			? this.#change([backend], cause)
			: this.#attempt(backend.url, async () => this.#options.proxy.commands.addBackend(backend, cause), cause));
	}

	async #change(backends: readonly BackendSetting[], cause: Cause): Promise<void> {
		const {commands} = this.#options.proxy;
		await Promise.all(backends.flatMap(({weight, state, healthCheck = {}, ...backend}) => this.#idsOf(backend).map(async ({id, url}) =>
			this.#attempt(url, async () => commands.updateBackend(id, isNameScheme(id) ? {weight} : {weight, state, healthCheck}, cause), cause))));
	}

	/** An error while applying, such as an unknown DNS name, does not stop the rest. */
	async #attempt(url: string, work: () => Promise<unknown>, cause: Cause): Promise<void> {
		try {
			await work();
		} catch (error) {
			if (!(error instanceof ControlError)) {
				throw error;
			}

			this.#options.proxy.tell({type: 'warning', warning: {type: 'config-mismatch', url, reason: error.message}}, cause);
		}
	}

	/** Backends of a name that is no longer in the pool do not count as the name. */
	#isKnown(backend: BackendSetting): boolean {
		return isNameScheme(backend.url) ? this.#name(backend) !== undefined : this.#membersOf(backend).length > 0;
	}

	/** The id to change or remove it by. A DNS name includes its backends, even if there are none. */
	#idsOf(backend: Pick<BackendSetting, 'url'>): ReadonlyArray<{readonly id: string; readonly url: string}> {
		const name = this.#name(backend);
		return name ? [{id: name.url, url: name.url}] : this.#membersOf(backend);
	}

	#name({url}: Pick<BackendSetting, 'url'>): NameStatus | undefined {
		return this.#options.proxy.control.status().names?.find(name => name.url === url);
	}

	/** The backends of an entry: itself, or those of its DNS name. */
	#membersOf({url}: Pick<BackendSetting, 'url'>): readonly BackendStatus[] {
		return this.#options.proxy.control.status().backends.filter(backend => backend.url === url || backend.origin === url);
	}
}
