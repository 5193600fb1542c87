import {route, type Route} from '../route.js';
import {statusSchema, statusToJson} from '../json/status-json.js';

export const statusRoutes: readonly Route[] = [
	route({
		method: 'GET',
		path: '/status',
		summary: 'The whole state: backends, totals and the last few seconds',
		answers: {200: statusSchema},
		handle: ({control, version}) => ({status: 200, body: statusToJson(control.status(), version)}),
	}),
];
