import type {GivenSettings} from './given-settings.js';
import type {SavedState} from './saved-state.js';
import {settingKeys, type SettingKey} from './settings.js';

const savedSource = 'saved';

/**
The settings of a saved state. One that conflicts with what is given for this run is left out, since a saved value must not prevent a start.

@param state
@param problemsWith - Problems of all settings together with these.
@param onLeftOut - Called with the reason.
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
