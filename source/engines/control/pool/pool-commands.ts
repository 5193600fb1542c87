import type {
	Backend,
	BackendChange,
	Discovered,
	NewBackend,
} from '../../../model/backend.js';
import type {Cause} from '../../../model/actor.js';
import type {UntimedEvent} from '../../../model/event.js';
import {publicBackend, type PoolMember} from '../../../model/pool.js';
import type {CounterReader} from '../../shared-memory/counter-reader.js';
import type {DataPlane} from '../data-plane.js';
import type {DrainEnd, Drains} from './drains.js';
import type {PoolRegistry} from './pool-registry.js';
import type {UndoHistory} from './undo-history.js';

export type PoolCommandsOptions = {
	readonly registry: PoolRegistry;
	readonly drains: Drains;
	readonly counters: Pick<CounterReader, 'inFlight'>;
	readonly dataPlane: Pick<DataPlane, 'cut'>;
	/** Resolves once every worker has applied the current pool. */
	readonly publish: () => Promise<void>;
	readonly undoHistory: UndoHistory;
	readonly emit: (event: UntimedEvent, cause: Cause) => void;
};

type GivenBackend = NewBackend & Discovered & Partial<Pick<Backend, 'state'>>;

/** Commands on the pool. Each resolves once every worker has applied it, and can be undone. */
export class PoolCommands {
	readonly #options: PoolCommandsOptions;
	/** Removed once drained, with the actor of the removal. */
	readonly #leaving = new Map<string, Cause>();

	constructor(options: PoolCommandsOptions) {
		this.#options = options;
	}

	isBeingRemoved(id: string): boolean {
		return this.#leaving.has(id);
	}

	/** See `Control.addBackend`. */
	async add(backend: GivenBackend, cause: Cause): Promise<PoolMember> {
		const {registry, undoHistory} = this.#options;
		const member = registry.add(backend);
		const {id} = member;
		undoHistory.push({
			change: {type: 'added', backend: publicBackend(member)},
			isUndoable: () => registry.has(id),
			takeBack: async by => this.#remove(registry.get(id), false, by),
		}, cause);
		registry.changes.tell('onBackendReturning', member.slot);
		await this.#announceAdded(member, cause);
		return member;
	}

	/** An initial backend, which cannot be undone. */
	async addInitial(backend: GivenBackend, cause: Cause): Promise<void> {
		// At the start nothing is in flight, so a draining backend has drained.
		const state = backend.state === 'draining' ? 'disabled' : backend.state ?? 'active';
		await this.#announceAdded(this.#options.registry.add({...backend, state}), cause);
	}

	/** See `Control.updateBackend`. */
	async update(id: string, change: BackendChange, cause: Cause): Promise<PoolMember> {
		const {registry, undoHistory} = this.#options;
		const {before, after} = registry.update(id, change);
		if (change.state !== undefined) {
			// Changing a backend cancels its removal.
			this.#leaving.delete(id);
		}

		if (before !== after) {
			const backend = publicBackend(before);
			undoHistory.push({
				change: {type: 'changed', before: backend, after: publicBackend(after)},
				isUndoable: () => registry.has(id),
				takeBack: async by => this.#change(id, {healthCheck: {}, ...backend}, by),
			}, cause);
		}

		await this.#announceChanged(before, after, cause);
		return after;
	}

	/**
	See `Control.removeBackend`.

	@returns The backend if it drains first.
	*/
	async remove(id: string, isForced: boolean, cause: Cause): Promise<PoolMember | undefined> {
		const {registry, undoHistory} = this.#options;
		const member = registry.get(id);
		if (!this.#leaving.has(id)) {
			const backend = publicBackend(member);
			const index = registry.members.indexOf(member);
			undoHistory.push({
				change: {type: 'removed', backend, index},
				isUndoable: () => true,
				takeBack: async by => this.#restore(backend, index, by),
			}, cause);
		}

		return this.#remove(member, isForced, cause);
	}

	/** Adds a backend from DNS; users cannot undo it. */
	async addDiscovered(backend: GivenBackend, cause: Cause): Promise<void> {
		const {registry} = this.#options;
		const member = registry.add(backend);
		registry.changes.tell('onBackendReturning', member.slot);
		await this.#announceAdded(member, cause);
	}

	/** Removes a backend that is no longer in DNS, once it has drained. */
	async removeDiscovered(id: string, cause: Cause): Promise<void> {
		if (this.#options.registry.has(id) && !this.#leaving.has(id)) {
			await this.#remove(this.#options.registry.get(id), false, cause);
		}
	}

	/** A backend returns to DNS, or its name to the pool, while it still drains. */
	async keepDiscovered(id: string, weight: number, cause: Cause): Promise<void> {
		if (this.#leaving.has(id)) {
			await this.#change(id, {state: 'active', weight}, cause);
		}
	}

	async changeDiscovered(id: string, change: BackendChange, cause: Cause): Promise<void> {
		await this.#change(id, change, cause);
	}

	async #restore(backend: Backend, index: number, cause: Cause): Promise<void> {
		const {registry} = this.#options;
		const {id, url} = backend;
		const present = registry.members.find(member => member.id === id || member.url === url);
		if (present) {
			// It has not drained yet, or DNS has it again.
			this.#leaving.delete(present.id);
			await this.#change(present.id, {healthCheck: {}, ...backend}, cause);
		} else {
			await this.#announceAdded(registry.add(backend, {id, index}), cause);
		}

		registry.changes.tell('onBackendRestored', backend, cause);
	}

	async #announceAdded(member: PoolMember, cause: Cause): Promise<void> {
		const {publish, emit} = this.#options;
		await publish();
		emit({type: 'backend-added', backend: publicBackend(member)}, cause);
		this.#drain(member, cause);
	}

	async #change(id: string, change: BackendChange, cause: Cause): Promise<PoolMember> {
		const {before, after} = this.#options.registry.update(id, change);
		await this.#announceChanged(before, after, cause);
		return after;
	}

	async #announceChanged(before: PoolMember, after: PoolMember, cause: Cause): Promise<void> {
		const {registry, drains, publish, emit} = this.#options;
		if (after.state !== 'draining') {
			drains.cancel(after.id);
			this.#leaving.delete(after.id);
		}

		if (before === after) {
			return;
		}

		const backend = publicBackend(after);
		if (before.healthCheck !== after.healthCheck) {
			emit({type: 'health-check-changed', backend}, cause);
		}

		await publish();
		if (before.state !== after.state) {
			registry.changes.tell('onStateChanged', after);
			emit({
				type: 'state-changed', backend, from: before.state, to: after.state,
			}, cause);
			this.#drain(after, cause);
		}

		if (before.weight !== after.weight) {
			emit({
				type: 'weight-changed', backend, from: before.weight, to: after.weight,
			}, cause);
		}
	}

	async #remove(member: PoolMember, isForced: boolean, cause: Cause): Promise<PoolMember | undefined> {
		const {drains, counters, dataPlane} = this.#options;
		const {id, slot} = member;
		if (isForced || counters.inFlight(slot) === 0) {
			drains.cancel(id);
			await this.#takeOut(id, cause);
			if (isForced) {
				dataPlane.cut(slot);
			}

			return undefined;
		}

		this.#leaving.set(id, cause);
		return this.#change(id, {state: 'draining'}, cause);
	}

	/** Starts the drain of a backend, now that every worker knows of it. */
	#drain({id, slot}: PoolMember, cause: Cause): void {
		const {registry, drains} = this.#options;
		// Another command may have come in between.
		if (registry.has(id) && registry.get(id).state === 'draining') {
			drains.begin(id, slot, this.#leaving.has(id), end => {
				void this.#onDrained(id, end, cause);
			});
		}
	}

	async #onDrained(id: string, {left}: DrainEnd, drainCause: Cause): Promise<void> {
		const {registry, dataPlane, emit} = this.#options;
		// A draining one may have been removed by another.
		const removalCause = this.#leaving.get(id);
		const {slot, url} = registry.get(id);
		if (left > 0) {
			dataPlane.cut(slot);
			emit({type: 'warning', warning: {type: 'drain-timed-out', url, left}}, removalCause ?? drainCause);
		}

		await (removalCause ? this.#takeOut(id, removalCause) : this.#change(id, {state: 'disabled'}, drainCause));
	}

	async #takeOut(id: string, cause: Cause): Promise<void> {
		const {registry, publish, emit} = this.#options;
		const member = registry.remove(id);
		this.#leaving.delete(id);
		await publish();
		registry.changes.tell('onBackendRemoved', member);
		emit({type: 'backend-removed', backend: publicBackend(member)}, cause);
	}
}
