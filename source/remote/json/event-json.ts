import * as z from 'zod';
import {adminStates} from '../../model/backend.js';
import type {ControlEvent} from '../../model/event.js';
import {policies} from '../../model/pool.js';
import {defined, moment, optional} from '../decode.js';
import {configuredJson} from './pool-change-json.js';

const health = z.enum(['unknown', 'healthy', 'unhealthy']);

const of = <Type extends ControlEvent['type'], Members extends z.core.$ZodLooseShape>(type: Type, members: Members) => z.object({type: z.literal(type), at: moment, ...members});

const backend = configuredJson;

/** What `GET /events` tells of. */
export const eventJson = z.discriminatedUnion('type', [
	of('backend-added', {backend}),
	of('backend-removed', {backend}),
	of('state-changed', {backend, from: z.enum(adminStates), to: z.enum(adminStates)}),
	of('weight-changed', {backend, from: z.number(), to: z.number()}),
	of('health-check-changed', {backend}),
	of('health-changed', {backend, from: health, to: health, reason: z.string(), hint: optional(z.string())}).transform(({hint, ...event}) => ({...event, ...defined({hint})})),
	of('policy-changed', {from: z.enum(policies), to: z.enum(policies)}),
	of('backend-ejected', {backend, reason: z.string(), duration_ms: z.number()}).transform(({duration_ms: durationMs, ...event}) => ({...event, durationMs})),
	of('stall-changed', {backend, stalled: z.boolean(), waited_ms: z.number()}).transform(({stalled: isStalled, waited_ms: waitedMs, ...event}) => ({...event, isStalled, waitedMs})),
	of('backend-returned', {backend}),
	of('panic-changed', {panic: z.boolean()}).transform(({panic: isPanic, ...event}) => ({...event, isPanic})),
	of('worker-restarted', {worker: z.number(), reason: z.string()}),
	of('name-removed', {url: z.string()}),
	of('name-changed', {url: z.string(), from: z.number(), to: z.number()}),
	of('settings-changed', {names: z.array(z.string()), remembered: z.array(z.string()).optional()}),
	of('settings-remembered', {names: z.array(z.string()), file: z.string()}),
	of('config-applied', {file: z.string()}),
	of('command', {by: z.string(), what: z.string()}),
	of('warning', {message: z.string()}),
]).transform((event): ControlEvent => event);
