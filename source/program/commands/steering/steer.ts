import {setTimeout as delay} from 'node:timers/promises';
import type {AdminState} from '../../../model/backend.js';
import {ControlError} from '../../../model/control-error.js';
import {isNameScheme} from '../../../model/backend-name.js';
import {parseBackendUrl} from '../../../model/backend-url.js';
import {intendedUrl} from '../../../model/intended-url.js';
import type {BackendStatus} from '../../../model/status.js';
import {AdminClient} from '../../../engines/remote/admin-client.js';
import {decode} from '../../../engines/remote/decode.js';
import {backendWire, backendListWire} from '../../../wire/backend.js';
import {statusWire} from '../../../wire/status.js';
import {areLastAvailable} from '../../../model/last-available.js';
import {confirmOutage} from './confirm-outage.js';
import {findBackend} from './find-backend.js';
import {printable, printableJson} from './printable.js';
import {statusExitCode, statusText} from './status-text.js';
import type {SteeringArguments} from './arguments.js';
import type {SteeringCommandName} from './steering-commands.js';

/** Commands other than `attach`. */
export type OneShotName = Exclude<SteeringCommandName, 'attach'>;

/** Output and exit code. */
export type Outcome = {
	readonly text: string;
	readonly exitCode: number;
};

/** The arguments, with the token itself. */
export type Steering = Omit<SteeringArguments, 'token'> & {readonly token: string | undefined; readonly userAgent?: string};

type Context = Steering & {readonly client: AdminClient};

/** Poll interval of a drain, in milliseconds. */
const lookInterval = 250;

const readBackends = async ({client}: Context): Promise<readonly BackendStatus[]> =>
	decode(backendListWire, await client.read('/backends'), client.address).backends;

const named = async (context: Context): Promise<BackendStatus> => findBackend(context.operand!, await readBackends(context));

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
	const backend = findBackend(context.operand!, backends);
	await confirm(context, `${verb} ${backend.url}?`, [backend], backends);
	return backend;
};

const pathOf = ({id}: BackendStatus): string => `/backends/${encodeURIComponent(id)}`;

const done = ({json: asJson}: Context, json: unknown, sentence: string): Outcome =>
	({text: asJson ? printableJson(json ?? null) : printable(sentence), exitCode: 0});

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

const requestRemoval = async ({client, force}: Context, id: string): Promise<unknown> =>
	client.command('DELETE', `/backends/${encodeURIComponent(id)}${force ? '?force=true' : ''}`);

const remove = async (context: Context, backend: BackendStatus): Promise<Outcome> => {
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

const runs: Readonly<Record<OneShotName, (context: Context) => Promise<Outcome>>> = {
	async status({client, json: asJson}) {
		const json = await client.read('/status');
		const {status} = decode(statusWire, json, client.address);
		return {text: asJson ? printableJson(json) : statusText(status), exitCode: statusExitCode(status)};
	},
	async add(context) {
		const {client, operand, weight} = context;
		const json = await client.command('POST', '/backends', {url: intendedUrl(operand!), ...(weight !== undefined && {weight})});
		const {id, url, weight: given} = decode(backendWire, json, client.address);
		return done(context, json, `Added ${id} ${url}, weight ${given}.`);
	},
	async drain(context) {
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
	},
	disable: async context => setState(context, await namedToLeave(context, 'Disable'), 'disabled'),
	enable: async context => setState(context, await named(context), 'active'),
	remove: async context => isNameScheme(context.operand!) ? removeName(context, context.operand!) : remove(context, await namedToLeave(context, 'Remove')),
};

/**
Carries out one command.

@throws {ControlError} When it was refused, or the instance cannot be reached.
@throws {Error} When it was not confirmed.
*/
export const steer = async (name: OneShotName, steering: Steering): Promise<Outcome> => {
	const client = new AdminClient(steering);
	try {
		return await runs[name]({...steering, client});
	} finally {
		client.close();
	}
};
