import type {PoolMember} from '../../../model/pool.js';
import type {CounterReader} from '../../shared-memory/counter-reader.js';
import type {DataPlane} from '../data-plane.js';
import type {PoolListener} from './pool-changes.js';
import type {PoolRegistry} from './pool-registry.js';

export type SlotRecyclerOptions = {
	readonly counters: CounterReader;
	/** Time for a removed backend's requests in flight, in milliseconds. */
	readonly timeoutMs: () => number;
	readonly registry: PoolRegistry;
	readonly dataPlane: Pick<DataPlane, 'cut'>;
};

/** Releases the slots of removed backends, once no worker counts in them any more. */
export class SlotRecycler implements PoolListener {
	readonly #options: SlotRecyclerOptions;
	/** Deadline of requests in flight, on the monotonic clock. */
	readonly #deadlines = new Map<number, number>();

	constructor(options: SlotRecyclerOptions) {
		this.#options = options;
	}

	onBackendRemoved({slot}: PoolMember): void {
		this.#deadlines.set(slot, performance.now() + this.#options.timeoutMs());
	}

	/** To be called about once a second. */
	update(): void {
		const {counters, registry, dataPlane} = this.#options;
		const idle = new Set<number>();
		for (const [slot, deadline] of this.#deadlines) {
			if (counters.inFlight(slot) === 0) {
				idle.add(slot);
			} else if (performance.now() >= deadline) {
				dataPlane.cut(slot);
			}
		}

		if (idle.size === 0) {
			return;
		}

		registry.changes.tell('onSlotsIdle', idle);
		for (const slot of idle) {
			this.#deadlines.delete(slot);
			counters.clearSlot(slot);
			registry.releaseSlot(slot);
		}
	}
}
