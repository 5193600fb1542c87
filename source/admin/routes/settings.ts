import * as z from 'zod';
import type {LiveSetting, SettingValue} from '../../model/live-setting.js';
import {route, type Route} from '../route.js';

/** As a config file would hold it; null when it is unset, and for secrets. */
const settingValue = z.unknown();

export const settingsSchema = z.strictObject({
	settings: z.array(z.strictObject({
		name: z.string(),
		value: settingValue,
		source: z.string(),
		group: z.string(),
		help: z.string(),
		allowed: z.string(),
		choices: z.array(z.string()).nullable(),
		live: z.boolean(),
	})),
});

const changesSchema = z.record(z.string(), settingValue, {error: 'give an object with settings by their names, such as {"policy": "first"}'})
	.refine(changes => Object.keys(changes).length > 0, {error: 'give at least one setting; GET /settings lists them'});

const settingsToJson = (settings: readonly LiveSetting[]): z.output<typeof settingsSchema> => ({
	settings: settings.map(({isLive, choices, value, ...setting}) => ({
		...setting,
		value,
		choices: choices ? [...choices] : null,
		live: isLive,
	})),
});

export const settingsRoutes: readonly Route[] = [
	route({
		method: 'GET',
		path: '/settings',
		summary: 'All settings with their values, where those come from, and whether they can be changed by PATCH',
		answers: {200: settingsSchema},
		handle: ({control}) => ({status: 200, body: settingsToJson(control.settings())}),
	}),
	route({
		method: 'PATCH',
		path: '/settings',
		summary: 'Changes settings by their names, such as `{"policy": "p2c", "rateLimit": 0}`, all or none; null sets the default. No files can be chosen here',
		body: changesSchema,
		answers: {200: settingsSchema},
		isOfPool: true,
		handle: async ({control, body}) => ({status: 200, body: settingsToJson(await control.updateSettings(body as Readonly<Record<string, SettingValue>>))}),
	}),
];
