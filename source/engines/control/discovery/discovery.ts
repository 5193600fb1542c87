import type {Cause} from '../../../model/actor.js';
import {parseBackendName, type BackendName} from '../../../model/backend-name.js';
import {minWeight, type Backend} from '../../../model/backend.js';
import {ControlError} from '../../../model/control-error.js';
import type {PoolMember} from '../../../model/pool.js';
import type {UntimedEvent} from '../../../model/event.js';
import type {NameStatus} from '../../../model/status.js';
import type {PoolListener} from '../pool/pool-changes.js';
import type {PoolCommands} from '../pool/pool-commands.js';
import type {PoolRegistry} from '../pool/pool-registry.js';
import {systemClock, type Clock} from '../health/clock.js';
import {DiscoveredBackends} from './discovered-backends.js';
import type {Lookup} from './lookup.js';

export type DiscoveryOptions = {
	readonly lookup: Lookup;
	readonly registry: PoolRegistry;
	readonly commands: PoolCommands;
	readonly emit: (event: UntimedEvent, cause: Cause) => void;
	/** @default the system's time and timers */
	readonly clock?: Clock;
};

type Followed = {
	readonly name: BackendName;
	weight: number;
	readonly backends: DiscoveredBackends;
	error: string | undefined;
	cancel: () => void;
};

/** Bounds of a record's time to live. */
const shortestMs = 1000;
const longestMs = 300_000;
const retryMs = 5000;
/** As many as the undo history holds. */
const rememberedWeights = 100;

const byDiscovery = (url: string): Cause => ({actor: {face: 'discovery', name: url}});

const reasonOf = (error: unknown): string => error instanceof Error ? error.message : String(error);

const statusOf = ({name, weight, backends, error}: Followed): NameStatus => ({
	url: name.url, weight, addresses: backends.size, ...(error !== undefined && {error}),
});

/** Keeps the pool in sync with DNS. While DNS fails, the last known addresses are kept. */
export class Discovery implements PoolListener {
	readonly #options: DiscoveryOptions;
	readonly #clock: Clock;
	readonly #names = new Map<string, Followed>();
	/** Removed names, which can be restored by undo. The newest last. */
	readonly #lastWeights = new Map<string, number>();

	constructor(options: DiscoveryOptions) {
		this.#options = options;
		this.#clock = options.clock ?? systemClock;
	}

	names(): readonly NameStatus[] {
		return Array.from(this.#names.values(), followed => statusOf(followed));
	}

	/** @param url - Of a name. */
	has(url: string): boolean {
		return this.#names.has(url);
	}

	/** @throws {ControlError} `backend_not_found` */
	get(text: string): NameStatus {
		return statusOf(this.#find(text));
	}

	/** Why a name cannot be added; undefined if it can. */
	check(text: string): ControlError | undefined {
		const name = parseBackendName(text);
		if (typeof name === 'string') {
			return new ControlError('invalid_backend', name);
		}

		return this.#names.has(name.url) ? new ControlError('duplicate_backend', `${name.url} is in the pool already.`) : undefined;
	}

	/**
	Adds a name; resolves when its backends are in the pool.

	@throws {ControlError} If it cannot be added, or has no address and must have one.
	*/
	async follow(text: string, weight: number, mustBeKnown: boolean, cause: Cause): Promise<string> {
		const problem = this.check(text);
		if (problem) {
			throw problem;
		}

		const name = parseBackendName(text) as BackendName;
		const {registry, commands} = this.#options;
		const backends = new DiscoveredBackends({
			origin: name.url,
			registry,
			commands,
			onFailure: error => {
				this.#onFailure(followed, reasonOf(error));
			},
		});
		const followed: Followed = {
			name, weight, backends, error: undefined, cancel() {},
		};
		this.#names.set(name.url, followed);
		await this.#update(followed, cause);
		if (mustBeKnown && followed.backends.size === 0) {
			this.#forget(followed, cause);
			throw new ControlError('invalid_backend', `DNS has no address for ${name.url}: ${followed.error ?? 'the answer is empty'}. Check the name, or the server with --dns-server.`);
		}

		return name.url;
	}

	/**
	Removes a name. Its backends stay.

	@returns Its url as the origin of its backends.
	@throws {ControlError} `backend_not_found`
	*/
	forget(text: string, cause: Cause): string {
		const followed = this.#find(text);
		this.#forget(followed, cause);
		return followed.name.url;
	}

	/**
	Changes the weight of a name, and of its backends without a weight from DNS or a user.

	@throws {ControlError} `backend_not_found`
	*/
	async changeWeight(text: string, weight: number, cause: Cause): Promise<void> {
		const followed = this.#find(text);
		const {name: {url, kind}, weight: from, backends} = followed;
		followed.weight = weight;
		if (kind === 'dns') {
			await backends.changeWeight(weight, cause);
		}

		this.#options.emit({type: 'name-changed', url, from, to: weight}, cause);
	}

	/** A restored backend restores its name. */
	onBackendRestored({origin, url}: Backend, cause: Cause): void {
		if (origin === undefined) {
			return;
		}

		const followed = this.#names.get(origin);
		if (followed) {
			followed.backends.restore(url);
		} else {
			void this.follow(origin, this.#lastWeights.get(origin) ?? minWeight, false, cause);
		}
	}

	/** A user removed a backend: it stays out, and the last one of a name removes the name. */
	leaveOut({origin, url}: PoolMember, cause: Cause): void {
		const followed = origin === undefined ? undefined : this.#names.get(origin);
		if (!followed) {
			return;
		}

		followed.backends.leaveOut(url);
		if (this.#options.registry.members.every(member => member.origin !== origin || member.url === url)) {
			this.#forget(followed, cause);
		}
	}

	stop(): void {
		for (const followed of this.#names.values()) {
			followed.cancel();
		}

		this.#names.clear();
	}

	/** @throws {ControlError} `backend_not_found` */
	#find(text: string): Followed {
		const name = parseBackendName(text);
		const followed = typeof name === 'string' ? undefined : this.#names.get(name.url);
		if (!followed) {
			throw new ControlError('backend_not_found', `There is no DNS name ${text} in the pool.`);
		}

		return followed;
	}

	#forget(followed: Followed, cause: Cause): void {
		const {name: {url}, weight} = followed;
		followed.cancel();
		this.#names.delete(url);
		this.#lastWeights.delete(url);
		this.#lastWeights.set(url, weight);
		if (this.#lastWeights.size > rememberedWeights) {
			this.#lastWeights.delete(this.#lastWeights.keys().next().value!);
		}

		this.#options.emit({type: 'name-removed', url}, cause);
	}

	#isFollowed(followed: Followed): boolean {
		return this.#names.get(followed.name.url) === followed;
	}

	async #update(followed: Followed, cause: Cause): Promise<void> {
		const {name, weight} = followed;
		let waitMs = retryMs;
		try {
			const answer = await this.#options.lookup(name, weight);
			if (!this.#isFollowed(followed)) {
				return;
			}

			if (followed.weight !== weight) {
				// The answer still has the previous weight.
				await this.#update(followed, cause);
				return;
			}

			waitMs = Math.min(Math.max(answer.ttlMs, shortestMs), longestMs);
			followed.error = undefined;
			await followed.backends.update(answer.found, cause);
		} catch (error) {
			this.#onFailure(followed, reasonOf(error));
		}

		if (this.#isFollowed(followed)) {
			followed.cancel = this.#clock.schedule(() => {
				void this.#update(followed, byDiscovery(name.url));
			}, waitMs);
		}
	}

	#onFailure(followed: Followed, reason: string): void {
		if (followed.error === undefined && this.#isFollowed(followed)) {
			this.#options.emit({type: 'warning', warning: {type: 'lookup-failed', url: followed.name.url, reason, known: followed.backends.size}}, byDiscovery(followed.name.url));
		}

		followed.error = reason;
	}
}
