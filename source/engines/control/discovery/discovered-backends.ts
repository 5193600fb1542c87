import type {Cause} from '../../../model/actor.js';
import type {PoolMember} from '../../../model/pool.js';
import type {PoolCommands} from '../pool/pool-commands.js';
import type {PoolRegistry} from '../pool/pool-registry.js';
import type {Found} from './lookup.js';

export type DiscoveredBackendsOptions = {
	/** The URL of the name. */
	readonly origin: string;
	readonly registry: PoolRegistry;
	readonly commands: PoolCommands;
	/** An address could not be added to the pool. */
	readonly onFailure: (error: unknown) => void;
};

/** An address as in the pool, and as in the previous DNS answer. */
type Known = {
	readonly member: PoolMember | undefined;
	readonly before: Found | undefined;
};

/** The backends of one name: brings those in the pool in line with DNS, except for what users have changed. */
export class DiscoveredBackends {
	readonly #options: DiscoveredBackendsOptions;
	/** URLs removed by users; they stay out while DNS still has them. */
	readonly #unwanted = new Set<string>();
	/** The last DNS answer by URL: changes by users last until DNS changes. */
	#known: ReadonlyMap<string, Found> = new Map();

	constructor(options: DiscoveredBackendsOptions) {
		this.#options = options;
	}

	/** Addresses in the last DNS answer. */
	get size(): number {
		return this.#known.size;
	}

	leaveOut(url: string): void {
		this.#unwanted.add(url);
	}

	restore(url: string): void {
		this.#unwanted.delete(url);
	}

	/** Sets the weight of those to which neither DNS nor a user has given another. */
	async changeWeight(weight: number, cause: Cause): Promise<void> {
		const {commands} = this.#options;
		const before = this.#known;
		this.#known = new Map(Array.from(before, ([url, found]) => [url, {...found, weight}]));
		const changed = this.#members.filter(member => member.weight === before.get(member.url)?.weight);
		await Promise.all(changed.map(async ({id}) => commands.changeDiscovered(id, {weight}, cause)));
	}

	/** @param found - The whole DNS answer. */
	async update(found: readonly Found[], cause: Cause): Promise<void> {
		const before = this.#known;
		this.#known = new Map(found.map(one => [one.url, one]));
		for (const url of this.#unwanted) {
			if (!this.#known.has(url)) {
				this.#unwanted.delete(url);
			}
		}

		const own = this.#members;
		const present = new Map(own.map(member => [member.url, member]));
		const gone = own.filter(({url}) => !this.#known.has(url));
		// Additions first, so that the pool is never empty in between.
		await Promise.all(Array.from(this.#known.values(), async one => this.#updateOne(one, {member: present.get(one.url), before: before.get(one.url)}, cause)));
		await Promise.all(gone.map(async ({id}) => this.#options.commands.removeDiscovered(id, cause)));
	}

	get #members(): readonly PoolMember[] {
		const {registry, origin} = this.#options;
		return registry.members.filter(member => member.origin === origin);
	}

	async #updateOne(found: Found, {member, before}: Known, cause: Cause): Promise<void> {
		const {registry, commands, origin, onFailure} = this.#options;
		if (this.#unwanted.has(found.url)) {
			return;
		}

		if (member && (member.tier ?? 0) !== found.tier) {
			await commands.removeDiscovered(member.id, cause);
		} else if (member) {
			await commands.keepDiscovered(member.id, found.weight, cause);
			if (before !== undefined && before.weight !== found.weight) {
				await commands.changeDiscovered(member.id, {weight: found.weight}, cause);
			}

			return;
		}

		// Backends of their own, or of another name, stay that.
		if (registry.members.every(({url}) => url !== found.url)) {
			await commands.addDiscovered({...found, origin}, cause).catch(onFailure);
		}
	}
}
