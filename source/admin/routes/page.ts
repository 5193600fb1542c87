import {contentSecurityPolicy, livePage} from '../page/live-page.js';
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
				headers: {
					'Content-Type': 'text/html; charset=utf-8', Vary: 'Accept', 'Content-Security-Policy': contentSecurityPolicy, 'Referrer-Policy': 'no-referrer',
				},
				text: await livePage(control.status(), records),
			};
		},
	}),
];
