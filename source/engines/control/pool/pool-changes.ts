import type {Cause} from '../../../model/actor.js';
import type {Backend} from '../../../model/backend.js';
import type {PoolMember} from '../../../model/pool.js';
import type {HealthCheck} from '../../../model/status.js';

/** Changes of the pool that parts of the control plane react to. Each name occurs once where it is emitted, and once in each part that reacts. */
export type PoolListener = {
	/** It is in the pool; no worker knows it yet. */
	onBackendAdded?(member: PoolMember): void;
	/** It becomes available: it was not in the pool, not active or down. */
	onBackendReturning?(slot: number): void;
	/** Its state has changed; every worker knows it. */
	onStateChanged?(member: PoolMember): void;
	/** Its health checks have changed. */
	onHealthCheckChanged?(member: PoolMember): void;
	/** A health check has ended. */
	onChecked?(member: PoolMember, check: HealthCheck): void;
	/** It is no longer in the pool; every worker knows it. */
	onBackendRemoved?(member: PoolMember): void;
	/** Its removal was undone: it is in the pool again, or stays in it. */
	onBackendRestored?(backend: Backend, cause: Cause): void;
	/** No worker counts in these slots any more; they are cleared next. */
	onSlotsIdle?(slots: ReadonlySet<number>): void;
};

/** Notifies all parts of changes of the pool. */
export class PoolChanges {
	readonly #listeners: PoolListener[] = [];

	/** In the order of notification. */
	subscribe(...listeners: readonly PoolListener[]): void {
		this.#listeners.push(...listeners);
	}

	tell<Name extends keyof PoolListener>(name: Name, ...given: Parameters<Required<PoolListener>[Name]>): void {
		for (const listener of this.#listeners) {
			(listener[name] as ((...given: unknown[]) => void) | undefined)?.apply(listener, given);
		}
	}
}
