import type {Cause} from '../../../model/actor.js';
import type {Backend} from '../../../model/backend.js';
import type {PoolMember} from '../../../model/pool.js';
import type {HealthCheck} from '../../../model/status.js';

/** What parts of the control plane may want to know of the pool. Each name stands once with what tells it, and once with each part that reacts. */
export type PoolListener = {
	/** It is in the pool; no worker knows it yet. */
	onBackendAdded?(member: PoolMember): void;
	/** It was not in the pool, not active or down, and may be chosen from now on. */
	onBackendReturning?(slot: number): void;
	/** It was enabled, disabled or told to drain; every worker knows it. */
	onStateChanged?(member: PoolMember): void;
	/** It is to be checked in another way. */
	onHealthCheckChanged?(member: PoolMember): void;
	/** A health check has ended. */
	onChecked?(member: PoolMember, check: HealthCheck): void;
	/** It is no longer in the pool; every worker knows it. */
	onBackendRemoved?(member: PoolMember): void;
	/** Its removal was undone: it is in the pool again, or to stay in it. */
	onBackendRestored?(backend: Backend, cause: Cause): void;
	/** No worker counts in these slots any more; what they hold is cleared next. */
	onSlotsIdle?(slots: ReadonlySet<number>): void;
};

/** Tells all parts what happens to the pool. */
export class PoolChanges {
	readonly #listeners: PoolListener[] = [];

	/** They are told in this order. */
	subscribe(...listeners: readonly PoolListener[]): void {
		this.#listeners.push(...listeners);
	}

	tell<Name extends keyof PoolListener>(name: Name, ...given: Parameters<Required<PoolListener>[Name]>): void {
		for (const listener of this.#listeners) {
			(listener[name] as ((...given: unknown[]) => void) | undefined)?.apply(listener, given);
		}
	}
}
