import {isSessionKey} from '../model/session-key.js';
import type {BackendSetting} from './backend-setting.js';
import {checkValue} from './check-value.js';
import {
	isForOneRun,
	isLive,
	isSettingKey,
	type ChangedSettings,
} from './settings.js';
import {showValue} from './show-value.js';

/** The saved state. */
export type SavedState = {
	/** In the order of the pool. */
	readonly backends: readonly BackendSetting[];
	/** Values changed at run time. */
	readonly settings: ChangedSettings;
	/** Secret of session cookies, if any. */
	readonly sessionKey?: string | undefined;
};

export type ReadState = {
	/** The valid parts; undefined if there are none. */
	readonly state: SavedState | undefined;
	/** The invalid parts; empty if there are none. Values are left out, since they may be secret. */
	readonly problems: readonly string[];
};

type Members = Readonly<Record<string, unknown>>;

const membersOf = (value: unknown): Members | undefined =>
	typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Members : undefined;

const membersIn = (text: string): Members | undefined => {
	try {
		// Byte order mark.
		return membersOf(JSON.parse(text.replace(/^\u{FEFF}/v, '')));
	} catch {
		return undefined;
	}
};

const readBackends = (given: unknown, problems: string[]): readonly BackendSetting[] => {
	const items = Array.isArray(given) ? given as readonly unknown[] : undefined;
	if (!items) {
		problems.push('backends');
	}

	const backends = new Map<string, BackendSetting>();
	for (const [index, item] of (items ?? []).entries()) {
		const [backend] = checkValue('backends', [item]).value as readonly BackendSetting[] | undefined ?? [];
		if (backend && !backends.has(backend.url)) {
			backends.set(backend.url, backend);
		} else {
			const url = membersOf(item)?.['url'] ?? item;
			problems.push(`backends[${index}]${typeof url === 'string' ? ` ${showValue(url)}` : ''}`);
		}
	}

	return Array.from(backends, ([, backend]) => backend);
};

const readSettings = (given: unknown, problems: string[]): ChangedSettings => {
	const members = membersOf(given);
	if (!members) {
		problems.push('settings');
	}

	const settings: Array<readonly [string, unknown]> = [];
	for (const [name, raw] of Object.entries(members ?? {})) {
		if (isSettingKey(name) && isForOneRun(name)) {
			// Earlier versions kept it.
			continue;
		}

		const checked = isSettingKey(name) && isLive(name) ? checkValue(name, raw) : undefined;
		if (checked && checked.problems === undefined) {
			settings.push([name, checked.value]);
		} else {
			problems.push(`settings.${showValue(name).slice(1, -1)}`);
		}
	}

	return Object.fromEntries(settings);
};

/** Parses a saved state. An invalid part does not affect the others. */
export const readSavedState = (text: string): ReadState => {
	const given = membersIn(text);
	if (!given) {
		return {state: undefined, problems: ['the whole file']};
	}

	// The config file is for documentation.
	const {backends: givenBackends, settings: givenSettings, sessionKey, config: _config, ...others} = given;
	const problems: string[] = [];
	const backends = readBackends(givenBackends, problems);
	const settings = readSettings(givenSettings, problems);
	const hasKey = typeof sessionKey === 'string' && isSessionKey(sessionKey);
	if (sessionKey !== undefined && !hasKey) {
		problems.push('sessionKey');
	}

	problems.push(...Object.keys(others).map(name => showValue(name).slice(1, -1)));
	const isEmpty = backends.length === 0 && Object.keys(settings).length === 0 && !hasKey;
	return {
		state: isEmpty && problems.length > 0 ? undefined : {backends, settings, ...(hasKey && {sessionKey})},
		problems,
	};
};
