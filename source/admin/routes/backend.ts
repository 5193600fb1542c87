import * as z from 'zod';
import {adminStates} from '../../model/backend.js';
import {Problem} from '../problem.js';
import {healthCheckFromJson, healthCheckSchema} from '../json/health-check-json.js';
import {booleanText} from '../read-query.js';
import {route, type Route} from '../route.js';
import {backendSchema, backendToJson} from '../json/status-json.js';
import {weightSchema} from '../json/weight-schema.js';

export const backendChangeSchema = z.strictObject({
	state: z.enum(adminStates, {error: `give one of ${adminStates.join(', ')}`}).optional(),
	weight: weightSchema.optional(),
	/** Null for none of its own. */
	health_check: healthCheckSchema.nullable().optional(),
}, {error: 'give an object with state, weight or health_check'})
	.refine(change => Object.keys(change).length > 0, {
		error: 'give an object with state, weight or health_check',
		// One unknown member is not missing members as well.
		when: ({issues}) => issues.length === 0,
	});

export const backendRoutes: readonly Route[] = [
	route({
		method: 'GET',
		path: '/backends/:id',
		summary: 'One backend; while it drains, with what is left and when that ends',
		answers: {200: backendSchema},
		isOfPool: true,
		handle({control, parameter}) {
			const backend = control.status().backends.find(({id}) => id === parameter);
			if (!backend) {
				throw new Problem(404, 'backend_not_found', 'There is no backend with this id; GET /backends lists all.');
			}

			return {status: 200, body: backendToJson(backend)};
		},
	}),
	route({
		method: 'PATCH',
		path: '/backends/:id',
		summary: 'Changes the state, the weight or the health checks of a backend, or several at once; with a name in the place of the id, its weight',
		body: backendChangeSchema,
		answers: {200: backendSchema, 204: null},
		isOfPool: true,
		async handle({control, parameter, body: {health_check: healthCheck, ...change}}) {
			const backend = await control.updateBackend(parameter, {...change, ...(healthCheck !== undefined && {healthCheck: healthCheckFromJson(healthCheck ?? {})})});
			return backend ? {status: 200, body: backendToJson(backend)} : {status: 204};
		},
	}),
	route({
		method: 'DELETE',
		path: '/backends/:id',
		summary: 'Removes a backend; one that is busy drains first (202), or is cut off at once with ?force=true',
		query: z.strictObject({force: booleanText.default(false)}),
		answers: {202: backendSchema, 204: null},
		isOfPool: true,
		async handle({control, parameter, query: {force}}) {
			const draining = await control.removeBackend(parameter, {force});
			return draining ? {status: 202, body: backendToJson(draining)} : {status: 204};
		},
	}),
];
