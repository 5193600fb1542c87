import {documentHeaders} from '../page/document.js';
import {livePage} from '../page/live-page.js';
import {requestPage} from '../page/request-page.js';
import {readDetail} from '../read-detail.js';
import {route, type Answer, type Route} from '../route.js';

const shownRequests = 30;

export const pageRoutes: readonly Route[] = [
	route({
		method: 'GET',
		path: '/',
		summary: 'In a browser, a live status page; otherwise a list of the routes',
		answers: {200: {mediaTypes: ['text/html', 'application/json']}},
		async handle({control, request}): Promise<Answer> {
			if (!request.headers.accept?.includes('text/html')) {
				return {status: 200, headers: {Vary: 'Accept'}, body: {status: '/status', events: '/events', metrics: '/metrics', openapi: '/openapi.json'}};
			}

			const {records} = await control.readLog(0, shownRequests);
			return {
				status: 200,
				headers: {...documentHeaders, Vary: 'Accept'},
				text: await livePage(control.status(), records),
			};
		},
	}),
	route({
		method: 'GET',
		path: '/page/requests/:number',
		summary: 'One request as a web page',
		answers: {200: {mediaTypes: ['text/html']}},
		handle: async context => ({status: 200, headers: documentHeaders, text: await requestPage(await readDetail(context))}),
	}),
];
