import * as z from 'zod';
import {adminStates, type PoolEntry} from '../../model/backend.js';
import {healthCheckFromJson, healthCheckSchema, healthCheckToJson} from './health-check-json.js';
import {weightSchema} from './weight-schema.js';

const entrySchema = z.strictObject({
	/** Of a backend, or of a name that stands for those that DNS knows under it. */
	url: z.string({error: 'give a backend URL, such as http://localhost:3000'}),
	weight: weightSchema.optional(),
	state: z.enum(adminStates, {error: `give one of ${adminStates.join(', ')}`}).optional(),
	health_check: healthCheckSchema.nullable().optional(),
}, {error: 'give an object with url and, if you like, weight, state and health_check'});

/** A pool as somebody wants it to be. */
export const poolSchema = z.strictObject({
	backends: z.array(entrySchema, {error: 'give a list of backends'}),
}, {error: 'give an object with backends'});

type PoolJson = z.output<typeof poolSchema>;

export const poolFromJson = ({backends}: PoolJson): readonly PoolEntry[] => backends.map(({url, weight, state, health_check: healthCheck}) => ({
	url,
	...(weight !== undefined && {weight}),
	...(state !== undefined && {state}),
	...(healthCheck && {healthCheck: healthCheckFromJson(healthCheck)}),
}));

export const poolToJson = (entries: readonly PoolEntry[]): PoolJson => ({
	backends: entries.map(({url, weight, state, healthCheck}) => ({
		url, weight, state, ...(healthCheck && {health_check: healthCheckToJson(healthCheck)}),
	})),
});
