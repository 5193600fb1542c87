import * as z from 'zod';
import type {Control} from '../../model/control.js';
import {maxTopRequests, requestMeasures, topMeasures, topSpans, type TopSpan} from '../../model/top-list.js';
import {documentHeaders} from '../page/document.js';
import {livePage} from '../page/live-page.js';
import {requestPage} from '../page/request-page.js';
import {topPage, topPageMeasures, topPageSubjects, type ShownTop} from '../page/top-page.js';
import {readDetail} from '../read-detail.js';
import {route, type Answer, type Route} from '../route.js';

const shownRequests = 30;
const shownGroups = 20;

/** A measure that does not go with the subject is the usual one. */
const readTop = async (control: Control, {by, measure, over}: {readonly by: ShownTop['by']; readonly measure?: ShownTop['measure'] | undefined; readonly over: TopSpan}): Promise<ShownTop> => {
	if (by === 'requests') {
		const compared = requestMeasures.find(known => known === measure) ?? 'time';
		return {by, over, measure: compared, list: await control.topRequests({measure: compared, over, limit: maxTopRequests})};
	}

	const summed = topMeasures.find(known => known === measure) ?? 'count';
	return {by, over, measure: summed, list: await control.top({by, measure: summed, over, limit: shownGroups})};
};

export const pageRoutes: readonly Route[] = [
	route({
		method: 'GET',
		path: '/',
		summary: 'In a browser, a live status page; otherwise a list of the routes',
		answers: {200: {mediaTypes: ['text/html', 'application/json']}},
		async handle({control, request}): Promise<Answer> {
			if (!request.headers.accept?.includes('text/html')) {
				return {status: 200, headers: {Vary: 'Accept'}, body: {status: '/status', events: '/events', metrics: '/metrics', openapi: '/openapi.json'}};
			}

			const {records} = await control.readLog(0, shownRequests);
			return {
				status: 200,
				headers: {...documentHeaders, Vary: 'Accept'},
				text: await livePage(control.status(), records),
			};
		},
	}),
	route({
		method: 'GET',
		path: '/page/top',
		summary: 'The top lists as a web page; see `/top`',
		query: z.strictObject({
			by: z.enum(topPageSubjects, {error: `give one of ${topPageSubjects.join(', ')}`}).default('client'),
			measure: z.enum(topPageMeasures, {error: `give one of ${topPageMeasures.join(', ')}`}).optional(),
			over: z.enum(topSpans, {error: `give one of ${topSpans.join(', ')}`}).default('1m'),
		}),
		needs: 'top',
		answers: {200: {mediaTypes: ['text/html']}},
		handle: async ({control, query}) => ({status: 200, headers: documentHeaders, text: await topPage(await readTop(control, query))}),
	}),
	route({
		method: 'GET',
		path: '/page/requests/:number',
		summary: 'One request as a web page',
		answers: {200: {mediaTypes: ['text/html']}},
		handle: async context => ({status: 200, headers: documentHeaders, text: await requestPage(await readDetail(context))}),
	}),
];
