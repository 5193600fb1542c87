import {minWeight, type BackendChange, type NewBackend} from '../../model/backend.js';
import {ControlError} from '../../model/control-error.js';
import type {PoolMember} from '../../model/pool.js';
import type {NameChange, PoolCommands} from '../pool-commands.js';
import type {PoolRegistry} from '../pool-registry.js';
import type {Discovery} from './discovery.js';

export type NameCommandsOptions = {
	readonly discovery: Discovery;
	readonly registry: PoolRegistry;
	readonly commands: PoolCommands;
};

/** What can be asked of the names that stand for backends. Each resolves once every worker acts on it, and can be taken back. */
export class NameCommands {
	readonly #options: NameCommandsOptions;

	constructor(options: NameCommandsOptions) {
		this.#options = options;
	}

	/** See `Control.addBackend`. */
	async add({url: text, weight = minWeight}: NewBackend): Promise<PoolMember> {
		const {discovery, commands} = this.#options;
		const url = await discovery.follow(text, weight, true);
		const [first] = this.#foundUnder(url);
		if (!first) {
			discovery.forget(url);
			throw new ControlError('duplicate_backend', `All backends that DNS knows under ${url} are in the pool already, or cannot be taken into it.`);
		}

		commands.record({type: 'name-added', url, weight});
		return first;
	}

	/** Follows a name, whether DNS knows it yet or not. */
	async addUnknown({url, weight = minWeight}: NewBackend): Promise<void> {
		const following = this.#options.discovery.follow(url, weight, false);
		this.#options.commands.record({type: 'name-added', url, weight});
		await following;
	}

	/** See `Control.updateBackend`. */
	async change(text: string, {weight, ...rest}: BackendChange): Promise<PoolMember | undefined> {
		const {discovery, registry, commands} = this.#options;
		const {url, weight: from} = discovery.get(text);
		if (weight === undefined || Object.values(rest).some(value => value !== undefined)) {
			throw new ControlError('invalid_backend', `${url} is a name; only its weight can be changed. The backends that are found under it have a state and health checks.`);
		}

		const problem = registry.checkWeight(weight);
		if (problem) {
			throw problem;
		}

		if (weight !== from) {
			const changing = discovery.changeWeight(url, weight);
			commands.record({type: 'name-changed', url, from, to: weight});
			await changing;
		}

		return this.#foundUnder(url)[0];
	}

	/** See `Control.removeBackend`. */
	async remove(text: string, isForced: boolean): Promise<PoolMember | undefined> {
		const {discovery, commands} = this.#options;
		const removed = await Promise.all(this.#foundUnder(discovery.forget(text)).map(async ({id}) => commands.remove(id, isForced)));
		return removed.find(member => member !== undefined);
	}

	/** Takes back what was recorded of a name that is followed. */
	async takeBack(change: NameChange): Promise<void> {
		const {discovery, commands} = this.#options;
		if (change.type === 'name-changed') {
			await discovery.changeWeight(change.url, change.from);
			return;
		}

		await Promise.all(this.#foundUnder(discovery.forget(change.url)).map(async ({id}) => commands.removeDiscovered(id)));
	}

	#foundUnder(url: string): readonly PoolMember[] {
		return this.#options.registry.members.filter(({origin}) => origin === url);
	}
}
