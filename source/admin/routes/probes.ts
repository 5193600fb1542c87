import * as z from 'zod';
import {isAvailable} from '../../model/backend.js';
import type {Status} from '../../model/status.js';
import {route, type Route} from '../route.js';

const liveSchema = z.strictObject({status: z.literal('live')});
const readySchema = z.strictObject({status: z.enum(['ready', 'leaving', 'no backend is available'])});

const readiness = ({phase, isPanic, backends}: Status): z.output<typeof readySchema>['status'] => {
	if (phase === 'leaving') {
		return 'leaving';
	}

	return isPanic === true || backends.some(({state, health, ejectedUntil}) => isAvailable(state, health) && ejectedUntil === undefined)
		? 'ready'
		: 'no backend is available';
};

export const probeRoutes: readonly Route[] = [
	route({
		method: 'GET',
		path: '/livez',
		summary: 'Liveness probe; needs no token',
		answers: {200: liveSchema},
		isOpen: true,
		handle: () => ({status: 200, body: {status: 'live'}}),
	}),
	route({
		method: 'GET',
		path: '/readyz',
		summary: 'Readiness probe: 503 unless it serves and a backend is available; needs no token',
		answers: {200: readySchema, 503: readySchema},
		isOpen: true,
		handle({control}) {
			const status = readiness(control.status());
			return {status: status === 'ready' ? 200 : 503, body: {status}};
		},
	}),
];
