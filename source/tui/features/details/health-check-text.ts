import type {Backend} from '../../../model/backend.js';
import {noGrpc, wholeGrpcServer} from '../../../model/health-check-settings.js';
import type {LiveSetting} from '../../../model/live-setting.js';
import {settingText} from '../settings/setting-text.js';
import {formatDuration} from '../../text/units.js';

/** Describes the health checks of a backend; undefined while the settings are unknown. */
export const healthCheckText = ({healthCheck: {path, method, grpc, intervalMs} = {}}: Backend, settings: readonly LiveSetting[]): string | undefined => {
	const [usualPath, usualMethod, usualInterval] = ['healthPath', 'healthMethod', 'healthInterval'].map(name => settings.find(setting => setting.name === name)?.value);
	if (usualPath === undefined || usualMethod === undefined || usualInterval === undefined) {
		return undefined;
	}

	const interval = intervalMs === undefined ? settingText(usualInterval) : formatDuration(intervalMs);
	const service = grpc ?? settings.find(({name}) => name === 'healthGrpc')?.value ?? noGrpc;
	const what = service === noGrpc
		? `${method ?? settingText(usualMethod)} ${path ?? settingText(usualPath)}`
		: `gRPC health${service === wholeGrpcServer ? '' : ` of ${settingText(service)}`}`;
	return `${what} every ${interval}`;
};
