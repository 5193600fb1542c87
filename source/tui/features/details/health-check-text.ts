import type {Backend} from '../../../model/backend.js';
import type {LiveSetting} from '../../../model/live-setting.js';
import {settingText} from '../settings/setting-text.js';
import {formatDuration} from '../../text/units.js';

/** Describes the health checks of a backend; undefined while the settings are unknown. */
export const healthCheckText = ({healthCheck: {path, method, intervalMs} = {}}: Backend, settings: readonly LiveSetting[]): string | undefined => {
	const [usualPath, usualMethod, usualInterval] = ['healthPath', 'healthMethod', 'healthInterval'].map(name => settings.find(setting => setting.name === name)?.value);
	if (usualPath === undefined || usualMethod === undefined || usualInterval === undefined) {
		return undefined;
	}

	const interval = intervalMs === undefined ? settingText(usualInterval) : formatDuration(intervalMs);
	return `${method ?? settingText(usualMethod)} ${path ?? settingText(usualPath)} every ${interval}`;
};
