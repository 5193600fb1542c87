import * as z from 'zod';
import type {SettingValue} from '../../model/live-setting.js';
import {settingsWire, settingValue} from '../../wire/settings.js';
import {route, type Route} from '../route.js';

const changesSchema = z.record(z.string(), settingValue.schema, {error: 'give an object with settings by their names, such as {"policy": "first"}'})
	.refine(changes => Object.keys(changes).length > 0, {error: 'give at least one setting; GET /settings lists them'});

export const settingsRoutes: readonly Route[] = [
	route({
		method: 'GET',
		path: '/settings',
		summary: 'All settings with values and sources, and whether PATCH can change them',
		answers: {200: settingsWire.schema},
		handle: ({control}) => ({status: 200, body: settingsWire.encode({settings: control.settings()})}),
	}),
	route({
		method: 'PATCH',
		path: '/settings',
		summary: 'Changes settings by their names, such as `{"policy": "p2c", "rateLimit": 0}`, all or nothing; null sets the default. File names cannot be set here',
		body: changesSchema,
		answers: {200: settingsWire.schema},
		isOfPool: true,
		handle: async ({control, body}) => ({status: 200, body: settingsWire.encode({settings: await control.updateSettings(body as Readonly<Record<string, SettingValue>>)})}),
	}),
];
