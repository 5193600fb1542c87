import {resolveSettings, settingsOf, type SettingSources} from '../../source/config/load-settings.js';
import type {Settings} from '../../source/config/settings.js';

/** The settings in effect, without the source of each. */
export const loadSettingsOf = async (sources: SettingSources): Promise<Settings> => settingsOf(await resolveSettings(sources), sources.cwd);
