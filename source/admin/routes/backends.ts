import * as z from 'zod';
import {healthCheckFromJson, healthCheckSchema} from '../json/health-check-json.js';
import {route, type Answer, type Route, type RouteContext} from '../route.js';
import {backendListSchema, backendSchema, backendToJson} from '../json/status-json.js';
import {backendsToText} from '../json/status-text.js';
import {weightSchema} from '../json/weight-schema.js';

/** The pool itself says which URLs it takes. */
export const newBackendSchema = z.strictObject({
	url: z.string({error: 'give a backend URL, such as http://localhost:3000'}),
	weight: weightSchema.optional(),
	health_check: healthCheckSchema.optional(),
}, {error: 'give an object with url and, if you like, weight and health_check'});

const addBackend = async ({control, body: {health_check: healthCheck, ...given}}: RouteContext<z.output<typeof newBackendSchema>>): Promise<Answer> => {
	const backend = await control.addBackend({...given, ...(healthCheck && {healthCheck: healthCheckFromJson(healthCheck)})});
	return {status: 201, headers: {Location: `/backends/${encodeURIComponent(backend.id)}`}, body: backendToJson(backend)};
};

export const backendsRoutes: readonly Route[] = [
	route({
		method: 'GET',
		path: '/backends',
		summary: 'All backends, in the order in which they were added',
		answers: {200: backendListSchema},
		isOfPool: true,
		handle: ({control}) => ({status: 200, headers: {'Content-Type': 'application/json'}, text: backendsToText(control.status().backends)}),
	}),
	route({
		method: 'POST',
		path: '/backends',
		summary: 'Adds a backend; when this is answered, the next request may go there',
		body: newBackendSchema,
		answers: {201: backendSchema},
		isOfPool: true,
		handle: addBackend,
	}),
	route({
		method: 'POST',
		path: '/add',
		summary: 'The same as POST /backends, under its short name',
		body: newBackendSchema,
		answers: {201: backendSchema},
		isOfPool: true,
		handle: addBackend,
	}),
];
