import type {HttpBindings} from '@hono/node-server';
import {RESPONSE_ALREADY_SENT} from '@hono/node-server/utils/response';
import {Hono} from 'hono';
import type {Control} from '../model/control.js';
import {checkIfMatch, entityTag} from './entity-tag.js';
import {Problem, problemMediaType} from './problem.js';
import {readBody} from './read-body.js';
import {readQuery} from './read-query.js';
import type {Answer, Route} from './route.js';
import {backendRoutes} from './routes/backend.js';
import {backendsRoutes} from './routes/backends.js';
import {historyRoutes} from './routes/history.js';
import {requestsRoutes} from './routes/requests.js';
import {settingsRoutes} from './routes/settings.js';
import {statusRoutes} from './routes/status.js';
import {undoRoutes} from './routes/undo.js';
import {toProblem} from './to-problem.js';

export const routes: readonly Route[] = [...statusRoutes, ...backendsRoutes, ...backendRoutes, ...undoRoutes, ...settingsRoutes, ...requestsRoutes, ...historyRoutes];

type AppOptions = {
	readonly control: Control;
	readonly version: string;
	/** Throws a problem for a request that may not be made. */
	readonly guard: (request: HttpBindings['incoming']) => void;
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

/** Checks all there is to check, then acts. */
const answer = async (route: Route, {control, version}: Pick<AppOptions, 'control' | 'version'>, {incoming, outgoing}: HttpBindings, parameter: string): Promise<Answer> => {
	const query = route.query && readQuery(incoming.url!, route.query);
	const body = await readBody(incoming, route);
	const {'if-match': ifMatch} = incoming.headers;
	if (route.isOfPool && ifMatch !== undefined) {
		checkIfMatch(ifMatch, control.status());
	}

	const answered = await route.handle({
		control, version, maySteer: true, request: incoming, response: outgoing, parameter, query: query ?? {}, body,
	});
	// After a change it might be the version of a later one, which this client has not seen.
	return route.isOfPool && route.method === 'GET' && answered.status !== 'taken-over'
		? {...answered, headers: {ETag: entityTag(control.status()), ...answered.headers}}
		: answered;
};

/** The answer for whatever was thrown. What nobody expected is reported as well. */
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
export const createApp = ({control, version, guard, onError}: AppOptions): Hono<{Bindings: HttpBindings}> => {
	const app = new Hono<{Bindings: HttpBindings}>();

	app.use(async (context, next) => {
		guard(context.env.incoming);
		await next();
	});

	for (const route of routes) {
		app.on(route.method, route.path, async ({env, req}) => toResponse(await answer(route, {control, version}, env, req.param('id') ?? req.param('number') ?? '')));
	}

	for (const path of new Set(routes.map(route => route.path))) {
		const allow = allowedMethods(path).join(', ');
		app.options(path, () => toResponse({status: 204, headers: {Allow: allow}}));
		app.all(path, () => {
			throw new Problem(405, 'method_not_allowed', `This resource knows ${allow}.`, {headers: {Allow: allow}});
		});
	}

	app.notFound(() => {
		throw new Problem(404, 'not_found', 'There is nothing here; GET /status tells the whole state.');
	});
	app.onError(error => toErrorResponse(error, onError));
	return app;
};
