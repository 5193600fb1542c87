import type {Cause} from '../../../model/actor.js';
import {minWeight, type BackendChange, type NewBackend} from '../../../model/backend.js';
import {ControlError} from '../../../model/control-error.js';
import type {PoolMember} from '../../../model/pool.js';
import type {PoolCommands} from '../pool/pool-commands.js';
import type {PoolRegistry} from '../pool/pool-registry.js';
import type {UndoHistory} from '../pool/undo-history.js';
import type {Discovery} from './discovery.js';

export type NameCommandsOptions = {
	readonly discovery: Discovery;
	readonly registry: PoolRegistry;
	readonly commands: PoolCommands;
	readonly undoHistory: UndoHistory;
};

/** Commands on DNS names. Each resolves once every worker has applied it, and can be undone. */
export class NameCommands {
	readonly #options: NameCommandsOptions;

	constructor(options: NameCommandsOptions) {
		this.#options = options;
	}

	/** See `Control.addBackend`. */
	async add({url: text, weight = minWeight}: NewBackend, cause: Cause): Promise<PoolMember> {
		const {discovery} = this.#options;
		const url = await discovery.follow(text, weight, true, cause);
		const [first] = this.#foundUnder(url);
		if (!first) {
			discovery.forget(url, cause);
			throw new ControlError('duplicate_backend', `All addresses that DNS has for ${url} are in the pool already, or cannot be added.`);
		}

		this.#recordAdded(url, weight, cause);
		return first;
	}

	/** Adds a name, even if DNS does not have it yet. */
	async addUnknown({url, weight = minWeight}: NewBackend, cause: Cause): Promise<void> {
		const following = this.#options.discovery.follow(url, weight, false, cause);
		this.#recordAdded(url, weight, cause);
		await following;
	}

	/** See `Control.updateBackend`. */
	async change(text: string, {weight, ...rest}: BackendChange, cause: Cause): Promise<PoolMember | undefined> {
		const {discovery, registry, undoHistory} = this.#options;
		const {url, weight: from} = discovery.get(text);
		if (weight === undefined || Object.values(rest).some(value => value !== undefined)) {
			throw new ControlError('invalid_backend', `${url} is a DNS name; only its weight can be changed. State and health checks belong to the backends that it resolves to.`);
		}

		const problem = registry.checkWeight(weight);
		if (problem) {
			throw problem;
		}

		if (weight !== from) {
			const changing = discovery.changeWeight(url, weight, cause);
			undoHistory.push({
				change: {type: 'name-changed', url, from, to: weight},
				isUndoable: () => discovery.has(url),
				takeBack: async by => discovery.changeWeight(url, from, by),
			}, cause);
			await changing;
		}

		return this.#foundUnder(url)[0];
	}

	/** See `Control.removeBackend`. Undo restores the name with its first backend, or alone if it has none. */
	async remove(text: string, isForced: boolean, cause: Cause): Promise<PoolMember | undefined> {
		const {discovery, commands, undoHistory} = this.#options;
		const {weight} = discovery.get(text);
		const url = discovery.forget(text, cause);
		const found = this.#foundUnder(url);
		if (found.length === 0) {
			undoHistory.push({
				change: {type: 'name-removed', url, weight},
				isUndoable: () => !discovery.has(url),
				takeBack: async by => discovery.follow(url, weight, false, by),
			}, cause);
		}

		const removed = await Promise.all(found.map(async ({id}) => commands.remove(id, isForced, cause)));
		return removed.find(member => member !== undefined);
	}

	#recordAdded(url: string, weight: number, cause: Cause): void {
		const {discovery, commands, undoHistory} = this.#options;
		undoHistory.push({
			change: {type: 'name-added', url, weight},
			isUndoable: () => discovery.has(url),
			takeBack: async by => Promise.all(this.#foundUnder(discovery.forget(url, by)).map(async ({id}) => commands.removeDiscovered(id, by))),
		}, cause);
	}

	#foundUnder(url: string): readonly PoolMember[] {
		return this.#options.registry.members.filter(({origin}) => origin === url);
	}
}
