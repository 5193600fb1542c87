import {route, type Route} from '../route.js';
import {statusSchema} from '../json/status-json.js';
import {statusToText} from '../json/status-text.js';

export const statusRoutes: readonly Route[] = [
	route({
		method: 'GET',
		path: '/status',
		summary: 'The whole state: backends, totals and the last few seconds',
		answers: {200: statusSchema},
		handle: ({control, version}) => ({status: 200, headers: {'Content-Type': 'application/json'}, text: statusToText(control.status(), version)}),
	}),
];
