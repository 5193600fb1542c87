import {checkValue} from './check-value.js';
import type {ValuePath} from './schema.js';
import type {SettingKey} from './settings.js';
import {SettingsError} from './settings-error.js';

export type GivenSetting = {
	/** Checked and parsed. */
	readonly value: unknown;
	/** Where it was given, such as `--port` or `proxy-tui.yaml:3:7`. */
	readonly from: string;
};

/** What one source sets. */
export type GivenSettings = ReadonlyMap<SettingKey, GivenSetting>;

/**
Checks all that one source gives.

@param entries - Values as they were given, of any type.
@param nameOf - Where a value, or a part of it, was given.
@param problems - What is already known to be wrong with the source.
@param sourceOf - Where a value was given, beside the name of its setting.
@throws {SettingsError} Everything that is wrong, one line each.
*/
export const checkGiven = (
	entries: Iterable<readonly [key: SettingKey, value: unknown]>,
	nameOf: (key: SettingKey, path: ValuePath) => string,
	problems: readonly string[] = [],
	sourceOf = (key: SettingKey): string => nameOf(key, []),
): GivenSettings => {
	const given = new Map<SettingKey, GivenSetting>();
	const found = [...problems];

	for (const [key, raw] of entries) {
		const {value, problems: wrong} = checkValue(key, raw);
		if (wrong === undefined) {
			given.set(key, {value, from: sourceOf(key)});
		} else {
			found.push(...wrong.map(({path, text}) => `${nameOf(key, path)}: ${text}${/[.?]$/v.test(text) ? '' : '.'}`));
		}
	}

	if (found.length > 0) {
		throw new SettingsError(found);
	}

	return given;
};
