import {poolEntries} from '../../model/pool-entries.js';
import type {Status} from '../../model/status.js';
import {poolWire} from '../../wire/pool.js';
import {strictly} from '../../wire/wire.js';
import {route, type Route} from '../route.js';

/** Room for the largest pool, each backend with health checks of its own. */
const maxPoolBytes = 8 * 1024 * 1024;

const poolOf = (status: Status): unknown => poolWire.encode({backends: poolEntries(status)});

export const poolRoutes: readonly Route[] = [
	route({
		method: 'GET',
		path: '/pool',
		summary: 'The pool as PUT takes it: backends with weight, state and health checks, and DNS names',
		answers: {200: poolWire.schema},
		isOfPool: true,
		handle: ({control}) => ({status: 200, body: poolOf(control.status())}),
	}),
	route({
		method: 'PUT',
		path: '/pool',
		summary: 'Replaces the pool, all or nothing: adds what is new, changes what differs, and removes the rest, draining busy backends first',
		body: strictly(poolWire),
		maxBody: maxPoolBytes,
		answers: {200: poolWire.schema},
		isOfPool: true,
		async handle({control, body}) {
			await control.replacePool(body.backends);
			return {status: 200, body: poolOf(control.status())};
		},
	}),
];
