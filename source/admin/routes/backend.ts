import * as z from 'zod';
import {heedsWeights} from '../../model/pool.js';
import {backendWire, changedBackendWire} from '../../wire/backend.js';
import {backendChangeWire} from '../../wire/pool.js';
import {strictly} from '../../wire/wire.js';
import {Problem} from '../problem.js';
import {booleanText} from '../read-query.js';
import {route, type Route} from '../route.js';

/** Requests in a row with the same value are undone in one step. */
const batchQuery = {batch: z.string().min(1).max(100).optional()};

export const backendRoutes: readonly Route[] = [
	route({
		method: 'GET',
		path: '/backends/:id',
		summary: 'One backend; while it drains, with requests left and deadline',
		answers: {200: backendWire.schema},
		isOfPool: true,
		handle({control, parameter}) {
			const found = control.status().backends.find(({id}) => id === parameter);
			if (!found) {
				throw new Problem(404, 'backend_not_found', 'There is no backend with this id; GET /backends lists all.');
			}

			return {status: 200, body: backendWire.encode(found)};
		},
	}),
	route({
		method: 'PATCH',
		path: '/backends/:id',
		summary: 'Changes the state, the weight or the health checks of a backend, or several at once; or the weight of a DNS name given in place of the id; with the same ?batch=, several requests are undone in one step',
		query: z.strictObject(batchQuery),
		body: strictly(backendChangeWire),
		answers: {200: changedBackendWire.schema, 204: null},
		isOfPool: true,
		async handle({control, parameter, query, body}) {
			const changed = await control.updateBackend(parameter, body, query);
			const {policy} = control.status();
			const remark = body.weight === undefined || heedsWeights(policy) ? undefined : `${policy} ignores weights`;
			return changed ? {status: 200, body: changedBackendWire.encode({backend: changed, ...(remark !== undefined && {remark})})} : {status: 204};
		},
	}),
	route({
		method: 'DELETE',
		path: '/backends/:id',
		summary: 'Removes a backend; a busy one drains first (202), or is cut off at once with ?force=true; ?batch= as above',
		query: z.strictObject({...batchQuery, force: booleanText.default(false)}),
		answers: {202: backendWire.schema, 204: null},
		isOfPool: true,
		async handle({control, parameter, query}) {
			const draining = await control.removeBackend(parameter, query);
			return draining ? {status: 202, body: backendWire.encode(draining)} : {status: 204};
		},
	}),
];
