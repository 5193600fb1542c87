import {route, type Route} from '../route.js';
import {statusWire} from '../../wire/status.js';
import {statusToText} from '../status-text.js';

export const statusRoutes: readonly Route[] = [
	route({
		method: 'GET',
		path: '/status',
		summary: 'Status: backends, totals and the last few seconds',
		answers: {200: statusWire.schema},
		handle: ({control, version}) => ({status: 200, headers: {'Content-Type': 'application/json'}, text: statusToText(control.status(), version)}),
	}),
];
