import type {CounterReader} from '../../shared-memory/counter-reader.js';

export type SlotRecyclerOptions = {
	readonly counters: CounterReader;
	/** How long a removed backend may keep what it has in flight, in milliseconds. */
	readonly timeoutMs: () => number;
	/** Ends what a removed backend still has in flight. */
	readonly cut: (slot: number) => void;
	/** Called before what slots have counted is cleared. */
	readonly keep: (slots: ReadonlySet<number>) => void;
	readonly release: (slot: number) => void;
};

/** Gives the slots of removed backends free again, each once nobody can count in it any more. */
export class SlotRecycler {
	readonly #options: SlotRecyclerOptions;
	/** When what is in flight there is cut off, on the monotonic clock. */
	readonly #deadlines = new Map<number, number>();

	constructor(options: SlotRecyclerOptions) {
		this.#options = options;
	}

	/** To be called once every worker has acknowledged the removal. */
	add(slot: number): void {
		this.#deadlines.set(slot, performance.now() + this.#options.timeoutMs());
	}

	/** To be called about once a second. */
	update(): void {
		const {counters, cut, keep, release} = this.#options;
		const idle = new Set<number>();
		for (const [slot, deadline] of this.#deadlines) {
			if (counters.inFlight(slot) === 0) {
				idle.add(slot);
			} else if (performance.now() >= deadline) {
				cut(slot);
			}
		}

		if (idle.size === 0) {
			return;
		}

		keep(idle);
		for (const slot of idle) {
			this.#deadlines.delete(slot);
			counters.clearSlot(slot);
			release(slot);
		}
	}
}
