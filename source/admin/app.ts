import type {HttpBindings} from '@hono/node-server';
import {RESPONSE_ALREADY_SENT} from '@hono/node-server/utils/response';
import {Hono} from 'hono';
import {assertAble, lackReason} from '../model/abilities.js';
import type {Actor} from '../model/actor.js';
import type {Control} from '../model/control.js';
import type {Metrics} from '../model/metrics.js';
import type {Status} from '../model/status.js';
import {checkIfMatch, entityTag} from './entity-tag.js';
import type {EventStreams} from './events/event-streams.js';
import type {Client} from './guard.js';
import {openapiOf} from './openapi.js';
import {Problem, problemMediaType} from './problem.js';
import {readBody} from './read-body.js';
import {readQuery} from './read-query.js';
import type {Answer, Route} from './route.js';
import {routes} from './routes.js';
import {toProblem} from './to-problem.js';

type AppOptions = {
	/** The control on behalf of the client. */
	readonly controlAs: (actor: Actor) => Control;
	readonly streams: EventStreams;
	readonly metrics: () => Metrics;
	readonly version: string;
	/**
	Authenticates the client.

	@param isOpen - Whether no token is needed.
	@throws {Problem}
	*/
	readonly guard: (request: HttpBindings['incoming'], isOpen: boolean) => Client;
	readonly onError: (error: unknown) => void;
};

const toResponse = (answer: Answer): Response => {
	if (answer.status === 'taken-over') {
		return RESPONSE_ALREADY_SENT;
	}

	const {status, headers, body, text} = answer;
	return new Response(text ?? (body === undefined ? null : JSON.stringify(body)), {
		status,
		headers: {...(body !== undefined && {'Content-Type': 'application/json'}), ...headers},
	});
};

/** Validates the request, then handles it. */
const answer = async (route: Route, parameter: string, {incoming, outgoing}: HttpBindings, {guard, controlAs, streams, metrics, openapi, version}: AppOptions & {readonly openapi: (status: Status) => unknown}): Promise<Answer> => {
	const {actor, maySteer} = guard(incoming, route.isOpen ?? false);
	const control = controlAs(actor);
	assertAble(control.status(), route.needs);
	const query = route.query && readQuery(incoming.url!, route.query);
	const body = await readBody(incoming, route);
	const {'if-match': ifMatch} = incoming.headers;
	if (route.isOfPool && ifMatch !== undefined) {
		checkIfMatch(ifMatch, control.status());
	}

	const answered = await route.handle({
		control, streams, metrics, openapi: () => openapi(control.status()), version, maySteer, request: incoming, response: outgoing, parameter, query: query ?? {}, body,
	});
	// After a change it could be the version of a later one, unseen by this client.
	return route.isOfPool && route.method === 'GET' && answered.status !== 'taken-over'
		? {...answered, headers: {ETag: entityTag(control.status()), ...answered.headers}}
		: answered;
};

/** The response for an error. Unexpected ones are reported as well. */
export const toErrorResponse = (error: unknown, onError: (error: unknown) => void): Response => {
	const problem = toProblem(error);
	if (problem.code === 'internal_error') {
		onError(error);
	}

	return Response.json(problem, {
		status: problem.status,
		headers: {'Content-Type': problemMediaType, ...problem.headers},
	});
};

const allowedMethods = (path: string): readonly string[] => {
	const methods = routes.filter(route => route.path === path).map(route => route.method);
	return [...methods.flatMap(method => method === 'GET' ? ['GET', 'HEAD'] : [method]), 'OPTIONS'];
};

/** The admin API without its server. */
export const createApp = (options: AppOptions): Hono<{Bindings: HttpBindings}> => {
	const {guard, onError, version} = options;
	let document: unknown;
	// Generated once: features of an engine never change.
	const openapi = (status: Status): unknown => {
		document ??= openapiOf(routes.filter(({needs}) => lackReason(status, needs) === undefined), version);
		return document;
	};

	const app = new Hono<{Bindings: HttpBindings}>();

	for (const route of routes) {
		app.on(route.method, route.path, async ({env, req}) => toResponse(await answer(route, req.param('id') ?? req.param('number') ?? '', env, {...options, openapi})));
	}

	for (const path of new Set(routes.map(route => route.path))) {
		const allow = allowedMethods(path).join(', ');
		app.options(path, ({env}) => {
			guard(env.incoming, false);
			return toResponse({status: 204, headers: {Allow: allow}});
		});
		app.all(path, ({env}) => {
			guard(env.incoming, false);
			throw new Problem(405, 'method_not_allowed', `This resource allows ${allow}.`, {headers: {Allow: allow}});
		});
	}

	app.notFound(({env}) => {
		guard(env.incoming, false);
		throw new Problem(404, 'not_found', 'There is no such route; GET /status returns the status.');
	});
	app.onError(error => toErrorResponse(error, onError));
	return app;
};
