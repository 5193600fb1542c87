import {SettingsError} from '../../../config/settings-error.js';
import {maxWeight, minWeight} from '../../../model/backend.js';
import {parseRequestFilter} from '../../../model/request-filter/parse-request-filter.js';

/**
@param text
@param flag - Before the text in messages, such as `--weight `.
@throws {SettingsError}
*/
export const readWeight = (text: string, flag = ''): number => {
	const weight = Number(text);
	if (!/^\d+$/v.test(text) || weight < minWeight || weight > maxWeight) {
		throw new SettingsError([`${flag}${text} is not a weight; give a whole number from ${minWeight} to ${maxWeight}.`]);
	}

	return weight;
};

/** `rate-limit`, as flags spell it, is `rateLimit`. */
const settingName = (text: string): string => text.replaceAll(/-(?<letter>[a-z])/gv, (_, letter: string) => letter.toUpperCase());

/**
Settings by name, of which the instance checks names and values; null for the default.

@throws {SettingsError}
*/
export const readSettingChanges = (texts: readonly string[]): Readonly<Record<string, string | null>> => {
	const changes = new Map<string, string | null>();
	for (const text of texts) {
		const {name, value} = /^(?<name>[^=]+)=(?<value>.*)$/sv.exec(text)?.groups ?? {};
		if (name === undefined) {
			throw new SettingsError([`${text} sets nothing; give a name and a value, such as policy=p2c.`]);
		}

		const key = settingName(name);
		if (changes.has(key)) {
			throw new SettingsError([`${key} is given twice; give it once.`]);
		}

		changes.set(key, value === '' ? null : value!);
	}

	return Object.fromEntries(changes);
};

/** @throws {SettingsError} */
export const readFilter = (text: string): string => {
	const filter = parseRequestFilter(text);
	if ('error' in filter) {
		throw new SettingsError([`${filter.error} The error is at character ${filter.position + 1} of ${text}`]);
	}

	return text;
};
