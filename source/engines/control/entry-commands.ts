import {setTimeout as delay} from 'node:timers/promises';
import type {Cause} from '../../model/actor.js';
import {isNameScheme} from '../../model/backend-name.js';
import {type BackendChange, minWeight, type NewBackend, type PoolEntry} from '../../model/backend.js';
import {ControlError} from '../../model/control-error.js';
import type {PlacedBackend} from '../../model/engine.js';
import type {PoolMember} from '../../model/pool.js';
import type {Discovery} from './discovery/discovery.js';
import type {NameCommands} from './discovery/name-commands.js';
import {planPool} from './pool/plan-pool.js';
import type {PoolCommands} from './pool/pool-commands.js';
import type {PoolRegistry} from './pool/pool-registry.js';

/** A DNS name that cannot be resolved must not delay the start. */
const longestInitialLookupMs = 500;

export type EntryCommandsOptions = {
	readonly registry: PoolRegistry;
	readonly commands: PoolCommands;
	readonly discovery: Discovery;
	readonly nameCommands: NameCommands;
};

/** Changes to the entries of the pool: each is a backend, or a DNS name that stands for some. */
export class EntryCommands {
	readonly #options: EntryCommandsOptions;

	constructor(options: EntryCommandsOptions) {
		this.#options = options;
	}

	/** Why an entry cannot be added; undefined if it can. */
	check(backend: NewBackend): string | undefined {
		const {discovery, registry} = this.#options;
		return (isNameScheme(backend.url) ? discovery.check(backend.url) : registry.check(backend))?.message;
	}

	async addInitial(backends: readonly PlacedBackend[], cause: Cause, onRefused?: (url: string, error: ControlError) => void): Promise<void> {
		const {discovery, commands} = this.#options;
		await Promise.all(backends.map(async backend => {
			try {
				await (isNameScheme(backend.url)
					? Promise.race([discovery.follow(backend.url, backend.weight ?? minWeight, false, cause), delay(longestInitialLookupMs, undefined, {ref: false})])
					: commands.addInitial(backend, cause));
			} catch (error) {
				if (!onRefused || !(error instanceof ControlError)) {
					throw error;
				}

				onRefused(backend.url, error);
			}
		}));
	}

	/** @returns The backend, or the first of a name. */
	async add(backend: PlacedBackend, cause: Cause): Promise<PoolMember> {
		const {commands, nameCommands} = this.#options;
		return (isNameScheme(backend.url) ? nameCommands : commands).add(backend, cause);
	}

	async update(id: string, change: BackendChange, cause: Cause): Promise<PoolMember | undefined> {
		const {commands, nameCommands} = this.#options;
		return isNameScheme(id) ? nameCommands.change(id, change, cause) : commands.update(id, change, cause);
	}

	/** @returns The backend, or the first of a name, while it drains. */
	async remove(id: string, isForced: boolean, cause: Cause): Promise<PoolMember | undefined> {
		const {registry, commands, discovery, nameCommands} = this.#options;
		if (isNameScheme(id)) {
			return nameCommands.remove(id, isForced, cause);
		}

		discovery.leaveOut(registry.get(id), cause);
		return commands.remove(id, isForced, cause);
	}

	async replaceAll(entries: readonly PoolEntry[], cause: Cause): Promise<void> {
		const {registry, commands, discovery, nameCommands} = this.#options;
		const {removed, changed, added, followed, reweighted} = planPool(entries, registry, discovery.names());
		// All of it happens synchronously, so that workers see one change.
		await Promise.all([
			...removed.map(async id => this.remove(id, false, cause)),
			...Array.from(changed, async ([id, change]) => commands.update(id, change, cause)),
			...added.map(async entry => commands.add(entry, cause)),
			...followed.map(async entry => nameCommands.addUnknown(entry, cause)),
			...reweighted.map(async ({url, weight}) => nameCommands.change(url, {weight}, cause)),
		]);
	}
}
