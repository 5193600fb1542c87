import * as z from 'zod';
import {adminStates, type Backend} from '../../model/backend.js';
import type {PoolChange} from '../../model/pool-change.js';
import {healthCheckSchema, healthCheckToJson} from '../json/health-check-json.js';
import {route, type Route} from '../route.js';
import {weightSchema} from './backends.js';

const backendSchema = z.strictObject({
	id: z.string(), url: z.string(), weight: weightSchema, state: z.enum(adminStates), health_check: healthCheckSchema.nullable(),
});

const addedSchema = z.strictObject({type: z.literal('added'), backend: backendSchema});
const removedSchema = z.strictObject({type: z.literal('removed'), backend: backendSchema, index: z.int()});
const changedSchema = z.strictObject({type: z.literal('changed'), before: backendSchema, after: backendSchema});

export const undoneSchema = z.strictObject({undone: z.discriminatedUnion('type', [addedSchema, removedSchema, changedSchema])});

const backendToJson = ({id, url, weight, state, healthCheck}: Backend): z.output<typeof backendSchema> => ({
	id, url, weight, state, health_check: healthCheck ? healthCheckToJson(healthCheck) : null,
});

const toJson = (change: PoolChange): z.output<typeof undoneSchema>['undone'] => {
	switch (change.type) {
		case 'added': {
			return {type: change.type, backend: backendToJson(change.backend)};
		}

		case 'removed': {
			return {type: change.type, backend: backendToJson(change.backend), index: change.index};
		}

		case 'changed': {
			return {type: change.type, before: backendToJson(change.before), after: backendToJson(change.after)};
		}
	}
};

export const undoRoutes: readonly Route[] = [
	route({
		method: 'POST',
		path: '/undo',
		summary: 'Takes back the last change of the pool, and says which',
		answers: {200: undoneSchema},
		isOfPool: true,
		handle: async ({control}) => ({status: 200, body: {undone: toJson(await control.undo())}}),
	}),
];
