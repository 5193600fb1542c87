import {route, type Route} from '../route.js';
import {statusWire} from '../../wire/status.js';
import {statusToJson} from '../status-json.js';

export const statusRoutes: readonly Route[] = [
	route({
		method: 'GET',
		path: '/status',
		summary: 'Status: backends, totals and the last few seconds',
		answers: {200: statusWire.schema},
		handle: ({control, version}) => ({status: 200, headers: {'Content-Type': 'application/json'}, text: statusToJson(control.status(), version)}),
	}),
];
