import {poolEntries} from '../../model/pool-entries.js';
import {poolFromJson, poolSchema, poolToJson} from '../json/pool-json.js';
import {route, type Route} from '../route.js';

/** Room for the largest pool, each backend with health checks of its own. */
const maxPoolBytes = 8 * 1024 * 1024;

export const poolRoutes: readonly Route[] = [
	route({
		method: 'GET',
		path: '/pool',
		summary: 'The pool to keep and to give to PUT: backends with weight, state and health checks, and names',
		answers: {200: poolSchema},
		isOfPool: true,
		handle: ({control}) => ({status: 200, body: poolToJson(poolEntries(control.status()))}),
	}),
	route({
		method: 'PUT',
		path: '/pool',
		summary: 'Makes the pool what is given, all or nothing: adds what is new, changes what differs, and removes the rest, which drains first if it is busy',
		body: poolSchema,
		maxBody: maxPoolBytes,
		answers: {200: poolSchema},
		isOfPool: true,
		async handle({control, body}) {
			await control.replacePool(poolFromJson(body));
			return {status: 200, body: poolToJson(poolEntries(control.status()))};
		},
	}),
];
