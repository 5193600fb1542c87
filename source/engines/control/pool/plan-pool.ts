import {isNameScheme, parseBackendName, type BackendName} from '../../../model/backend-name.js';
import {parseBackendUrl} from '../../../model/backend-url.js';
import {minWeight, type BackendChange, type PoolEntry} from '../../../model/backend.js';
import {ControlError, type ControlErrorCode} from '../../../model/control-error.js';
import type {NameStatus} from '../../../model/status.js';
import type {PoolRegistry} from './pool-registry.js';

type WeighedName = {readonly url: string; readonly weight: number};

/** The changes from the current pool to the desired one. */
export type PoolPlan = {
	/** Ids of backends, and urls of names. */
	readonly removed: readonly string[];
	/** By the backend's id. */
	readonly changed: ReadonlyMap<string, BackendChange>;
	readonly added: readonly PoolEntry[];
	/** New DNS names. */
	readonly followed: readonly WeighedName[];
	/** Known DNS names with another weight. */
	readonly reweighted: readonly WeighedName[];
};

const refuse = (code: ControlErrorCode, url: string, reason: string): never => {
	throw new ControlError(code, `The pool is unchanged, because of ${JSON.stringify(url)}: ${reason}`);
};

/** By normalised url; the names among the entries, or the others. */
const byUrl = (entries: readonly PoolEntry[], normalise: (entry: PoolEntry) => string): ReadonlyMap<string, PoolEntry> => {
	const found = new Map<string, PoolEntry>();
	for (const entry of entries) {
		const url = normalise(entry);
		if (found.has(url)) {
			refuse('duplicate_backend', entry.url, 'it is duplicated. Leave one of the two out.');
		}

		found.set(url, entry);
	}

	return found;
};

const nameUrl = ({url, state = 'active', weight, healthCheck = {}}: PoolEntry, registry: PoolRegistry): string => {
	const name: BackendName | string = parseBackendName(url);
	if (typeof name === 'string') {
		return refuse('invalid_backend', url, name);
	}

	if (state !== 'active' || Object.keys(healthCheck).length > 0) {
		return refuse('invalid_backend', url, 'a DNS name has neither state nor health checks; only the backends that it resolves to do.');
	}

	// Only the weight is left to check, and any URL will do for that.
	const problem = registry.checkEntry({url: `${name.scheme}://${name.host}`, ...(weight !== undefined && {weight})});
	return problem ? refuse(problem.code, url, problem.message) : name.url;
};

const backendUrl = (entry: PoolEntry, registry: PoolRegistry): string => {
	const problem = registry.checkEntry(entry);
	return problem ? refuse(problem.code, entry.url, problem.message) : parseBackendUrl(entry.url).url!;
};

/**
Validates everything, so that no step of the plan can be refused.

@param entries - The desired pool.
@param registry - The current pool.
@param names - The current DNS names.
@throws {ControlError} See `Control.replacePool`.
*/
export const planPool = (entries: readonly PoolEntry[], registry: PoolRegistry, names: readonly NameStatus[]): PoolPlan => {
	const wantedNames = byUrl(entries.filter(({url}) => isNameScheme(url)), entry => nameUrl(entry, registry));
	const named = Array.from(wantedNames, ([url, {weight = minWeight}]) => ({url, weight}));
	const wanted = byUrl(entries.filter(({url}) => !isNameScheme(url)), entry => backendUrl(entry, registry));
	const weights = new Map(names.map(({url, weight}) => [url, weight]));
	const present = new Map(registry.members.map(member => [member.url, member]));

	for (const url of wanted.keys()) {
		const origin = present.get(url)?.origin;
		if (origin !== undefined && !wantedNames.has(origin)) {
			refuse('duplicate_backend', url, `it belongs to ${origin}, which is to be removed. Keep that name, or remove it first.`);
		}
	}

	const added = [...wanted].filter(([url]) => !present.has(url)).map(([, entry]) => entry);
	if (added.length > registry.room) {
		throw new ControlError('too_many_backends', `The pool is unchanged: it has room for ${registry.room} more backends, not for ${added.length}. A removed backend takes up room until its last request has ended.`);
	}

	return {
		removed: [
			...names.map(({url}) => url).filter(url => !wantedNames.has(url)),
			...registry.members.filter(({url, origin}) => origin === undefined && !wanted.has(url)).map(({id}) => id),
		],
		changed: new Map([...wanted].flatMap(([url, {state = 'active', weight = minWeight, healthCheck = {}}]) => {
			const member = present.get(url);
			return member ? [[member.id, {state, weight, healthCheck}] as const] : [];
		})),
		added,
		followed: named.filter(({url}) => !weights.has(url)),
		reweighted: named.filter(({url, weight}) => weights.has(url) && weights.get(url) !== weight),
	};
};
