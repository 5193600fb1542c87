import type {NewBackend} from '../../model/backend.js';
import {backendWire, backendListWire} from '../../wire/backend.js';
import {newBackendWire} from '../../wire/pool.js';
import {strictly} from '../../wire/wire.js';
import {route, type Answer, type Route, type RouteContext} from '../route.js';
import {backendsToJson} from '../status-json.js';

const addBackend = async ({control, body}: RouteContext<NewBackend>): Promise<Answer> => {
	const added = await control.addBackend(body);
	return {status: 201, headers: {Location: `/backends/${encodeURIComponent(added.id)}`}, body: backendWire.encode(added)};
};

export const backendsRoutes: readonly Route[] = [
	route({
		method: 'GET',
		path: '/backends',
		summary: 'All backends, in the order in which they were added',
		answers: {200: backendListWire.schema},
		isOfPool: true,
		handle: ({control}) => ({status: 200, headers: {'Content-Type': 'application/json'}, text: backendsToJson(control.status().backends)}),
	}),
	route({
		method: 'POST',
		path: '/backends',
		summary: 'Adds a backend, which takes requests as soon as this is answered',
		body: strictly(newBackendWire),
		answers: {201: backendWire.schema},
		isOfPool: true,
		handle: addBackend,
	}),
	route({
		method: 'POST',
		path: '/add',
		summary: 'Alias of POST /backends',
		body: strictly(newBackendWire),
		answers: {201: backendWire.schema},
		isOfPool: true,
		handle: addBackend,
	}),
];
