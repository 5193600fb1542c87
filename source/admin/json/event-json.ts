import * as z from 'zod';
import {adminStates} from '../../model/backend.js';
import type {ControlEvent} from '../../model/event.js';
import {policies} from '../../model/pool.js';
import {configuredBackendSchema, configuredBackendToJson} from './backend-json.js';
import {count, isoTime, milliseconds, rounded, timestamp} from './figures.js';

const backend = configuredBackendSchema;
const state = z.enum(adminStates);
const health = z.enum(['unknown', 'healthy', 'unhealthy']);
const policy = z.enum(policies);

/** Something changed. */
export const eventSchema = z.discriminatedUnion('type', [
	z.strictObject({type: z.enum(['backend-added', 'backend-removed', 'backend-returned', 'health-check-changed']), at: timestamp, backend}),
	z.strictObject({type: z.literal('state-changed'), at: timestamp, backend, from: state, to: state}),
	z.strictObject({type: z.literal('weight-changed'), at: timestamp, backend, from: count, to: count}),
	z.strictObject({type: z.literal('health-changed'), at: timestamp, backend, from: health, to: health, reason: z.string(), hint: z.string().optional()}),
	z.strictObject({type: z.literal('backend-ejected'), at: timestamp, backend, reason: z.string(), duration_ms: milliseconds}),
	z.strictObject({type: z.literal('stall-changed'), at: timestamp, backend, stalled: z.boolean(), waited_ms: milliseconds}),
	z.strictObject({type: z.literal('policy-changed'), at: timestamp, from: policy, to: policy}),
	z.strictObject({type: z.literal('panic-changed'), at: timestamp, panic: z.boolean()}),
	z.strictObject({type: z.literal('worker-restarted'), at: timestamp, worker: count, reason: z.string()}),
	z.strictObject({type: z.literal('name-removed'), at: timestamp, url: z.string()}),
	z.strictObject({type: z.literal('name-changed'), at: timestamp, url: z.string(), from: count, to: count}),
	z.strictObject({type: z.literal('settings-changed'), at: timestamp, names: z.array(z.string()), remembered: z.array(z.string()).optional()}),
	z.strictObject({type: z.literal('settings-remembered'), at: timestamp, names: z.array(z.string()), file: z.string()}),
	z.strictObject({type: z.literal('config-applied'), at: timestamp, file: z.string()}),
	z.strictObject({type: z.literal('warning'), at: timestamp, message: z.string()}),
	z.strictObject({type: z.literal('command'), at: timestamp, by: z.string(), what: z.string()}),
]);

export type EventJson = z.output<typeof eventSchema>;

export const eventToJson = (event: ControlEvent): EventJson => {
	const at = isoTime(event.at);
	switch (event.type) {
		case 'backend-added':
		case 'backend-removed':
		case 'backend-returned':
		case 'health-check-changed': {
			return {type: event.type, at, backend: configuredBackendToJson(event.backend)};
		}

		case 'state-changed': {
			return {type: event.type, at, backend: configuredBackendToJson(event.backend), from: event.from, to: event.to};
		}

		case 'weight-changed': {
			return {type: event.type, at, backend: configuredBackendToJson(event.backend), from: event.from, to: event.to};
		}

		case 'health-changed': {
			const {from, to, reason, hint} = event;
			return {type: event.type, at, backend: configuredBackendToJson(event.backend), from, to, reason, ...(hint !== undefined && {hint})};
		}

		case 'backend-ejected': {
			return {type: event.type, at, backend: configuredBackendToJson(event.backend), reason: event.reason, duration_ms: event.durationMs};
		}

		case 'stall-changed': {
			return {type: event.type, at, backend: configuredBackendToJson(event.backend), stalled: event.isStalled, waited_ms: rounded(event.waitedMs)};
		}

		case 'policy-changed': {
			return {type: event.type, at, from: event.from, to: event.to};
		}

		case 'panic-changed': {
			return {type: event.type, at, panic: event.isPanic};
		}

		case 'worker-restarted': {
			return {type: event.type, at, worker: event.worker, reason: event.reason};
		}

		case 'name-removed': {
			return {type: event.type, at, url: event.url};
		}

		case 'name-changed': {
			return {type: event.type, at, url: event.url, from: event.from, to: event.to};
		}

		case 'settings-changed': {
			const {names, remembered} = event;
			return {type: event.type, at, names: [...names], ...(remembered && {remembered: [...remembered]})};
		}

		case 'settings-remembered': {
			return {type: event.type, at, names: [...event.names], file: event.file};
		}

		case 'config-applied': {
			return {type: event.type, at, file: event.file};
		}

		case 'warning': {
			return {type: event.type, at, message: event.message};
		}

		case 'command': {
			return {type: event.type, at, by: event.by, what: event.what};
		}
	}
};
