import * as z from 'zod';
import {adminStates} from '../../model/backend.js';
import {Problem} from '../problem.js';
import {healthCheckFromJson, healthCheckSchema} from '../health-check-json.js';
import {readBody} from '../read-body.js';
import type {Route} from '../route.js';
import {backendSchema, backendToJson} from '../status-json.js';
import {weightSchema} from './backends.js';

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

const isForced = (target: string): boolean => {
	const force = new URL(target, 'http://localhost').searchParams.get('force');
	if (force !== null && force !== 'true' && force !== 'false') {
		throw new Problem(400, 'invalid_request', 'force is true or false.');
	}

	return force === 'true';
};

export const backendRoutes: readonly Route[] = [
	{
		method: 'GET',
		path: '/backends/:id',
		summary: 'One backend',
		answer: backendSchema,
		handle({control, id}) {
			const backend = control.status().backends.find(candidate => candidate.id === id);
			if (!backend) {
				throw new Problem(404, 'backend_not_found', 'There is no backend with this id; GET /backends lists all.');
			}

			return {status: 200, body: backendToJson(backend)};
		},
	},
	{
		method: 'PATCH',
		path: '/backends/:id',
		summary: 'Changes the state, the weight or the health checks of a backend, or several at once',
		answer: backendSchema,
		async handle({control, id, request}) {
			const {health_check: healthCheck, ...change} = await readBody(request, backendChangeSchema);
			const backend = await control.updateBackend(id, {...change, ...(healthCheck !== undefined && {healthCheck: healthCheckFromJson(healthCheck ?? {})})});
			return {status: 200, body: backendToJson(backend)};
		},
	},
	{
		method: 'DELETE',
		path: '/backends/:id',
		summary: 'Removes a backend; one that is busy drains first (202), or is cut off at once with ?force=true',
		async handle({control, id, request}) {
			const draining = await control.removeBackend(id, {force: isForced(request.url!)});
			return draining ? {status: 202, body: backendToJson(draining)} : {status: 204};
		},
	},
];
