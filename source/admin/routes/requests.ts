import * as z from 'zod';
import type {LogPage} from '../../model/access-log-entry.js';
import type {Control} from '../../model/control.js';
import {maxOpenRequests} from '../../model/open-request.js';
import {parseRequestFilter, type RequestFilter} from '../../model/request-filter/parse-request-filter.js';
import {exchangeWire, withoutSecrets} from '../../wire/exchange-detail.js';
import {openRequestsWire, requestPageWire} from '../../wire/request.js';
import {Problem} from '../problem.js';
import {requestNumber, readDetail} from '../read-detail.js';
import {booleanText, largestNumber, wholeNumberText} from '../read-query.js';
import {route, type Answer, type Route} from '../route.js';

const maxLimit = 1000;
const usualLimit = 100;
/** More than the log keeps. */
const all = 100_000;

const requestsQuery = z.strictObject({
	since: wholeNumberText(0, largestNumber).default(0),
	limit: wholeNumberText(1, maxLimit).default(usualLimit),
	newest: booleanText.optional(),
	open: booleanText.default(false),
	filter: z.string().default(''),
});

type RequestsQuery = Pick<z.output<typeof requestsQuery>, 'since' | 'limit'> & {
	/** Whether the newest are wanted instead of the next ones. */
	readonly newest: boolean;
};

const filterOf = (text: string): RequestFilter => {
	const filter = parseRequestFilter(text);
	if ('error' in filter) {
		throw new Problem(400, 'invalid_request', `filter: ${filter.error} The error is at character ${filter.position + 1}.`);
	}

	return filter;
};

const pageOf = ({records, skipped, last}: LogPage, {since, limit, newest}: RequestsQuery): Answer => {
	const shown = newest ? records.slice(-limit) : records.slice(0, limit);
	const leftOut = records.length - shown.length;
	const page = newest
		? {records: shown, skipped: skipped + leftOut, last}
		: {records: shown, skipped, last: leftOut > 0 ? shown.at(-1)!.number : Math.max(last, since)};
	return {status: 200, body: requestPageWire.encode({...page, more: !newest && leftOut > 0})};
};

const openOf = async (control: Control, filter: RequestFilter, limit: number): Promise<Answer> => {
	const {requests, inFlight} = await control.openRequests(maxOpenRequests);
	const now = Date.now();
	return {status: 200, body: openRequestsWire.encode({requests: requests.filter(request => filter.matches(request, now)).slice(0, limit), inFlight})};
};

/** What a replay sends differently. */
const edit = z.strictObject({
	method: z.string().optional(),
	target: z.string().optional(),
	headers: z.array(z.tuple([z.string(), z.string()])).optional(),
	body: z.string().optional(),
}, {error: 'give an object with method, target, headers as a list of names and values, and body'});

export const requestsRoutes: readonly Route[] = [
	route({
		method: 'GET',
		path: '/requests',
		summary: 'The requests after number `since` that match `filter`, oldest first, `limit` at a time; without `since`, or with `newest=true`, the newest; with `open=true`, or `is:open` in the filter, those in flight',
		query: requestsQuery,
		answers: {200: z.union([requestPageWire.schema, openRequestsWire.schema])},
		async handle({control, query}) {
			const filter = filterOf(query.filter);
			if (query.open || filter.isOfOpen) {
				return openOf(control, filter, query.limit);
			}

			const {records, ...page} = await control.readLog(query.since, all);
			const now = Date.now();
			return pageOf({records: records.filter(record => filter.matches(record, now)), ...page}, {...query, newest: query.newest ?? (query.since === 0)});
		},
	}),
	route({
		method: 'GET',
		path: '/requests/:number',
		summary: 'One request in full; a read-only token gets neither credentials nor bodies',
		answers: {200: exchangeWire.schema},
		handle: async context => ({status: 200, body: exchangeWire.encode(await readDetail(context))}),
	}),
	route({
		method: 'POST',
		path: '/requests/:number/replay',
		summary: 'Replays a request to the same backend or another one, as it was or edited, and returns the outcome',
		body: z.strictObject({backend: z.string({error: 'give the id of a backend'}).optional(), edit: edit.optional()}, {error: 'give an object with backend and edit, or an empty one'}),
		isBodyOptional: true,
		needs: 'replay',
		answers: {200: exchangeWire.schema},
		async handle({control, parameter, body, maySteer}) {
			const detail = await control.replay(requestNumber(parameter), body);
			return {status: 200, body: exchangeWire.encode(maySteer ? detail : withoutSecrets(detail))};
		},
	}),
];
