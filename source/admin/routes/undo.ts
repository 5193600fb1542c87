import {undoneWire} from '../../wire/pool-change.js';
import {route, type Route} from '../route.js';

export const undoRoutes: readonly Route[] = [
	route({
		method: 'POST',
		path: '/undo',
		summary: 'Undoes the last change of the pool or the policy, and returns it',
		answers: {200: undoneWire.schema},
		isOfPool: true,
		handle: async ({control}) => ({status: 200, body: undoneWire.encode({undone: await control.undo()})}),
	}),
];
