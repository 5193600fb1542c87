import * as z from 'zod';
import {route, type Route} from '../route.js';

export const openapiRoutes: readonly Route[] = [
	route({
		method: 'GET',
		path: '/openapi.json',
		summary: 'OpenAPI document of the admin API',
		answers: {200: z.record(z.string(), z.unknown())},
		handle: ({openapi}) => ({status: 200, body: openapi()}),
	}),
];
