import * as z from 'zod';
import {maxTopEntries, maxTopRequests, requestMeasures, topMeasures, topSpans, topSubjects} from '../../model/top-list.js';
import {topListWire, topRequestsWire} from '../../wire/top-list.js';
import {wholeNumberText} from '../read-query.js';
import {route, type Route} from '../route.js';

const oneOf = <const Names extends readonly [string, ...string[]]>(names: Names) => z.enum(names, {error: `give one of ${names.join(', ')}`});

export const topRoutes: readonly Route[] = [
	route({
		method: 'GET',
		path: '/top',
		summary: 'Who sends most: the highest by `client`, `path`, `user_agent` or `status`, measured by `count`, `bytes`, `time`, `rate_limited` or `failures`, over `1m` or `10m`',
		query: z.strictObject({
			by: oneOf(topSubjects).default('client'),
			measure: oneOf(topMeasures).default('count'),
			over: oneOf(topSpans).default('1m'),
			limit: wholeNumberText(1, maxTopEntries).default(20),
		}),
		needs: 'top',
		answers: {200: topListWire.schema},
		handle: async ({control, query}) => ({status: 200, body: topListWire.encode(await control.top(query))}),
	}),
	route({
		method: 'GET',
		path: '/top/requests',
		summary: 'The slowest (`measure=time`), the largest (`bytes`) or the most often tried (`tries`) requests over `1m` or `10m`',
		query: z.strictObject({
			measure: oneOf(requestMeasures).default('time'),
			over: oneOf(topSpans).default('1m'),
			limit: wholeNumberText(1, maxTopRequests).default(maxTopRequests),
		}),
		needs: 'top',
		answers: {200: topRequestsWire.schema},
		handle: async ({control, query}) => ({status: 200, body: topRequestsWire.encode(await control.topRequests(query))}),
	}),
];
