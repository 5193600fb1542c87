import type {Settings} from '../config/settings.js';
import {SettingsError} from '../config/settings-error.js';
import type {Command} from '../tui/state/screen-state.js';

/**
The screen's commands with the configured keys.

@param settings - Those of the screen.
@param from - Where the keys were given.
@throws {SettingsError} For an invalid key binding.
*/
export const screenCommands = async ({keys}: Pick<Settings, 'keys'>, from = '--keys'): Promise<readonly Command[]> => {
	const [{commands}, {remapKeys}] = await Promise.all([import('../tui/features.js'), import('../tui/input/remap-keys.js')]);
	const remapped = remapKeys(commands, new Map(keys.map(({command, keys: others}) => [command, others])));
	if ('problems' in remapped) {
		throw new SettingsError(remapped.problems.map(problem => `${from}: ${problem}`));
	}

	return remapped;
};
