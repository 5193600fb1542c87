import * as z from 'zod';
import {booleanText} from '../read-query.js';
import {route, type Route} from '../route.js';

export const eventsRoutes: readonly Route[] = [
	route({
		method: 'GET',
		path: '/events',
		summary: 'Server-sent events: changes and, unless `requests=false`, requests; resumes after `Last-Event-ID`',
		query: z.strictObject({requests: booleanText.default(true)}),
		answers: {200: {mediaTypes: ['text/event-stream']}},
		async handle({request, response, streams, query: {requests}}) {
			if (request.method === 'HEAD') {
				return {status: 200, headers: {'Content-Type': 'text/event-stream'}};
			}

			await streams.open(request, response, requests);
			return {status: 'taken-over'};
		},
	}),
];
