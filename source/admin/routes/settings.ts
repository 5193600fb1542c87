import * as z from 'zod';
import type {Control} from '../../model/control.js';
import {policies} from '../../model/pool.js';
import {route, type Route} from '../route.js';

/** What can be set while the balancer runs. */
export const settingsSchema = z.strictObject({
	policy: z.enum(policies, {error: `give one of ${policies.join(', ')}`}),
}, {error: 'give an object with policy'});

const settingsToJson = (control: Control): z.output<typeof settingsSchema> => ({policy: control.status().policy});

export const settingsRoutes: readonly Route[] = [
	route({
		method: 'GET',
		path: '/settings',
		summary: 'The settings that can be changed while the balancer runs',
		answers: {200: settingsSchema},
		handle: ({control}) => ({status: 200, body: settingsToJson(control)}),
	}),
	route({
		method: 'PATCH',
		path: '/settings',
		summary: 'Changes how backends are chosen; when this is answered, the next request is balanced that way',
		body: settingsSchema,
		answers: {200: settingsSchema},
		async handle({control, body: {policy}}) {
			await control.updateSettings({policy});
			return {status: 200, body: settingsToJson(control)};
		},
	}),
];
