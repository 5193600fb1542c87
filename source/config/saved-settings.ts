import type {GivenSettings} from './given-settings.js';
import type {SavedState} from './saved-state.js';
import {settingKeys, type SettingKey} from './settings.js';

const savedSource = 'saved';

/**
What a saved state sets. A setting that is fine by itself may not go with what is given for this run: that one is left out then,
since a start must not fail for what is remembered.

@param state
@param problemsWith - What is wrong with all settings together if these are among them.
@param onLeftOut - Called with why, in words.
*/
export const savedSettings = (
	state: SavedState | undefined,
	problemsWith: (saved: GivenSettings) => readonly string[],
	onLeftOut: (message: string) => void,
): GivenSettings => {
	const values: Readonly<Record<string, unknown>> = {...state?.settings, backends: state?.backends};
	const before = new Set(problemsWith(new Map()));
	const saved = new Map<SettingKey, {readonly value: unknown; readonly from: string}>();
	for (const key of settingKeys) {
		const value = values[key];
		if (value === undefined) {
			continue;
		}

		const problem = problemsWith(new Map([...saved, [key, {value, from: savedSource}]])).find(text => !before.has(text));
		if (problem === undefined) {
			saved.set(key, {value, from: savedSource});
		} else {
			onLeftOut(`The saved ${key} was not applied: ${problem}`);
		}
	}

	return saved;
};
