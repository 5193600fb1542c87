import * as z from 'zod';
import {eventPageWire} from '../../wire/event.js';
import {booleanText, largestNumber, wholeNumberText} from '../read-query.js';
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
	route({
		method: 'GET',
		path: '/events/history',
		summary: 'The last events after number `since`, oldest first',
		query: z.strictObject({since: wholeNumberText(0, largestNumber).default(0)}),
		answers: {200: eventPageWire.schema},
		handle: async ({control, query: {since}}) => ({status: 200, body: eventPageWire.encode(await control.readEvents(since))}),
	}),
];
