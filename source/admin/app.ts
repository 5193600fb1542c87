import type {HttpBindings} from '@hono/node-server';
import {Hono} from 'hono';
import type {Control} from '../model/control.js';
import {Problem, problemMediaType} from './problem.js';
import type {Answer, Route} from './route.js';
import {backendRoutes} from './routes/backend.js';
import {backendsRoutes} from './routes/backends.js';
import {settingsRoutes} from './routes/settings.js';
import {statusRoutes} from './routes/status.js';
import {undoRoutes} from './routes/undo.js';
import {toProblem} from './to-problem.js';

export const routes: readonly Route[] = [...statusRoutes, ...backendsRoutes, ...backendRoutes, ...settingsRoutes, ...undoRoutes];

type AppOptions = {
	readonly control: Control;
	readonly version: string;
	/** Throws a problem for a request that may not be made. */
	readonly guard: (request: HttpBindings['incoming']) => void;
	readonly onError: (error: unknown) => void;
};

const toResponse = ({status, headers, body}: Answer): Response =>
	new Response(body === undefined ? null : JSON.stringify(body), {
		status,
		headers: {...(body !== undefined && {'Content-Type': 'application/json'}), ...headers},
	});

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

	for (const {method, path, handle} of routes) {
		app.on(method, path, async context => toResponse(await handle({
			control,
			version,
			request: context.env.incoming,
			id: context.req.param('id') ?? '',
		})));
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
