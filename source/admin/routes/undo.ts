import * as z from 'zod';
import {policies} from '../../model/pool.js';
import type {PoolChange} from '../../model/pool-change.js';
import {configuredBackendSchema, configuredBackendToJson} from '../json/backend-json.js';
import {route, type Route} from '../route.js';

const addedSchema = z.strictObject({type: z.literal('added'), backend: configuredBackendSchema});
const removedSchema = z.strictObject({type: z.literal('removed'), backend: configuredBackendSchema, index: z.int()});
const changedSchema = z.strictObject({type: z.literal('changed'), before: configuredBackendSchema, after: configuredBackendSchema});
const nameAddedSchema = z.strictObject({type: z.literal('name-added'), url: z.string(), weight: z.int()});
const nameRemovedSchema = z.strictObject({type: z.literal('name-removed'), url: z.string(), weight: z.int()});
const nameChangedSchema = z.strictObject({type: z.literal('name-changed'), url: z.string(), from: z.int(), to: z.int()});
const policyChangedSchema = z.strictObject({type: z.literal('policy-changed'), from: z.enum(policies), to: z.enum(policies)});

export const undoneSchema = z.strictObject({
	undone: z.discriminatedUnion('type', [addedSchema, removedSchema, changedSchema, nameAddedSchema, nameRemovedSchema, nameChangedSchema, policyChangedSchema]),
});

const toJson = (change: PoolChange): z.output<typeof undoneSchema>['undone'] => {
	switch (change.type) {
		case 'added': {
			return {type: change.type, backend: configuredBackendToJson(change.backend)};
		}

		case 'removed': {
			return {type: change.type, backend: configuredBackendToJson(change.backend), index: change.index};
		}

		case 'changed': {
			return {type: change.type, before: configuredBackendToJson(change.before), after: configuredBackendToJson(change.after)};
		}

		case 'name-added':
		case 'name-removed':
		case 'name-changed':
		case 'policy-changed': {
			return change;
		}
	}
};

export const undoRoutes: readonly Route[] = [
	route({
		method: 'POST',
		path: '/undo',
		summary: 'Takes back the last change of the pool or the policy, and says which',
		answers: {200: undoneSchema},
		isOfPool: true,
		handle: async ({control}) => ({status: 200, body: {undone: toJson(await control.undo())}}),
	}),
];
