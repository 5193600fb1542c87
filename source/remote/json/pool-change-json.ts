import * as z from 'zod';
import {adminStates, type Backend} from '../../model/backend.js';
import {policies} from '../../model/pool.js';
import type {PoolChange} from '../../model/pool-change.js';
import {backendId, defined, optional} from '../decode.js';
import {healthCheckJson} from './health-check-json.js';

/** A backend as it is configured. */
export const configuredJson = z.object({
	id: backendId,
	url: z.string(),
	origin: optional(z.string()),
	weight: z.number(),
	state: z.enum(adminStates),
	health_check: optional(healthCheckJson),
}).transform(({origin, health_check: healthCheck, ...backend}): Backend => ({...backend, ...defined({origin, healthCheck})}));

/** What `POST /undo` says that it has taken back. */
export const undoneJson = z.object({
	undone: z.discriminatedUnion('type', [
		z.object({type: z.literal('added'), backend: configuredJson}),
		z.object({type: z.literal('removed'), backend: configuredJson, index: z.int()}),
		z.object({type: z.literal('changed'), before: configuredJson, after: configuredJson}),
		z.object({type: z.literal('name-added'), url: z.string(), weight: z.number()}),
		z.object({type: z.literal('name-removed'), url: z.string(), weight: z.number()}),
		z.object({type: z.literal('name-changed'), url: z.string(), from: z.number(), to: z.number()}),
		z.object({type: z.literal('policy-changed'), from: z.enum(policies), to: z.enum(policies)}),
	]),
}).transform(({undone}): PoolChange => undone);
