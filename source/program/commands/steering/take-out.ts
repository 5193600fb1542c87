import {setTimeout as delay} from 'node:timers/promises';
import type {AdminState} from '../../../model/backend.js';
import {isNameScheme} from '../../../model/backend-name.js';
import {parseBackendUrl} from '../../../model/backend-url.js';
import {ControlError} from '../../../model/control-error.js';
import {areLastAvailable} from '../../../model/last-available.js';
import type {BackendStatus} from '../../../model/status.js';
import {confirmOutage} from './confirm-outage.js';
import {done, pathOf, readBackends, type Context, type Outcome} from './context.js';
import {findBackend} from './find-backend.js';

/** Poll interval of a drain, in milliseconds. */
const lookInterval = 250;

/**
Asks first where these are the last that serve.

@param question - Such as `Drain http://localhost:3000?`.
@throws {Error} When it is not confirmed.
*/
const confirm = async ({yes}: Context, question: string, leaving: readonly BackendStatus[], backends: readonly BackendStatus[]): Promise<void> => {
	if (!yes && areLastAvailable(leaving, backends) && !await confirmOutage(question)) {
		throw new Error('Nothing was changed.');
	}
};

/** The backend, once the command is confirmed. */
const namedToLeave = async (context: Context, verb: string): Promise<BackendStatus> => {
	const backends = await readBackends(context);
	const backend = findBackend(context.operands[0]!, backends);
	await confirm(context, `${verb} ${backend.url}?`, [backend], backends);
	return backend;
};

/** Waits until a backend has drained; undefined if it was removed by then. */
const untilDrained = async (context: Context, {id}: BackendStatus): Promise<BackendStatus | undefined> => {
	for (;;) {
		// eslint-disable-next-line no-await-in-loop -- one look after the other
		const backends = await readBackends(context);
		const found = backends.find(backend => backend.id === id);
		if (found?.state !== 'draining') {
			return found;
		}

		// eslint-disable-next-line no-await-in-loop -- as above
		await delay(lookInterval);
	}
};

const takenBack = ({url}: BackendStatus): ControlError =>
	new ControlError('invalid_backend', `${url} was enabled again before it had drained.`);

const stateWords: Readonly<Record<Exclude<AdminState, 'draining'>, string>> = {
	active: 'takes requests',
	disabled: 'takes no requests',
};

const setState = async (context: Context, backend: BackendStatus, state: Exclude<AdminState, 'draining'>): Promise<Outcome> => {
	const json = await context.client.command('PATCH', pathOf(backend), {state});
	return done(context, json, `${backend.id} ${backend.url} ${stateWords[state]}.`);
};

export const drain = async (context: Context): Promise<Outcome> => {
	const backend = await namedToLeave(context, 'Drain');
	const {id, url} = backend;
	const json = await context.client.command('PATCH', pathOf(backend), {state: 'draining'});
	if (!context.wait) {
		return done(context, json, `${id} ${url} is draining.`);
	}

	const drained = await untilDrained(context, backend);
	if (drained?.state === 'active') {
		throw takenBack(backend);
	}

	return done(context, drained && await context.client.read(pathOf(backend)), `${id} ${url} has drained.`);
};

export const disable = async (context: Context): Promise<Outcome> => setState(context, await namedToLeave(context, 'Disable'), 'disabled');

export const enable = async (context: Context): Promise<Outcome> => setState(context, findBackend(context.operands[0]!, await readBackends(context)), 'active');

const requestRemoval = async ({client, force}: Context, id: string): Promise<unknown> =>
	client.command('DELETE', `/backends/${encodeURIComponent(id)}${force ? '?force=true' : ''}`);

const removeBackend = async (context: Context, backend: BackendStatus): Promise<Outcome> => {
	const {id, url} = backend;
	const json = await requestRemoval(context, id);
	if (json !== undefined && !context.wait) {
		return done(context, json, `${id} ${url} is draining and is removed when it has drained.`);
	}

	if (json !== undefined && await untilDrained(context, backend)) {
		throw takenBack(backend);
	}

	return done(context, undefined, `Removed ${id} ${url}.`);
};

/** Removes a DNS name with its backends. */
const removeName = async (context: Context, name: string): Promise<Outcome> => {
	const origin = parseBackendUrl(name).url;
	const backends = await readBackends(context);
	const found = backends.filter(backend => backend.origin === origin);
	await confirm(context, `Remove ${name}?`, found, backends);
	const json = await requestRemoval(context, name);
	if (json !== undefined && !context.wait) {
		return done(context, json, `Removed ${name}; its backends drain, then are removed.`);
	}

	for (const backend of found) {
		// eslint-disable-next-line no-await-in-loop -- what has gone meanwhile is passed over at once
		if (await untilDrained(context, backend)) {
			throw takenBack(backend);
		}
	}

	return done(context, undefined, `Removed ${name}.`);
};

export const remove = async (context: Context): Promise<Outcome> => {
	const [named] = context.operands;
	return isNameScheme(named!) ? removeName(context, named!) : removeBackend(context, await namedToLeave(context, 'Remove'));
};
