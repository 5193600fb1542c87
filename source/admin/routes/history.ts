import * as z from 'zod';
import {historyWire} from '../../wire/history.js';
import {route, type Route} from '../route.js';

export const historyRoutes: readonly Route[] = [
	route({
		method: 'GET',
		path: '/history',
		summary: 'The traffic of the last minutes, of all backends or of the one with the id `backend`',
		query: z.strictObject({backend: z.string().optional()}),
		answers: {200: historyWire.schema},
		needs: 'history',
		handle: async ({control, query}) => ({status: 200, body: historyWire.encode(await control.history(query.backend))}),
	}),
];
