import {undone} from '../../wire/pool-change.js';
import {route, type Route} from '../route.js';

export const undoRoutes: readonly Route[] = [
	route({
		method: 'POST',
		path: '/undo',
		summary: 'Takes back the last change of the pool or the policy, and says which',
		answers: {200: undone.schema},
		isOfPool: true,
		handle: async ({control}) => ({status: 200, body: undone.encode({undone: await control.undo()})}),
	}),
];
