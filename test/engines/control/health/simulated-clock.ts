import {setImmediate as eventLoopTurn} from 'node:timers/promises';
import type {Clock} from '../../../../source/engines/control/health/clock.js';

type Timer = {readonly dueAt: number; readonly callback: () => void};

/** Time that passes only when a test says so. */
export class SimulatedClock implements Clock {
	#now = 0;
	readonly #timers = new Set<Timer>();

	#nextDueBy(end: number): Timer | undefined {
		let next: Timer | undefined;

		for (const timer of this.#timers) {
			if (timer.dueAt <= end && timer.dueAt < (next?.dueAt ?? Infinity)) {
				next = timer;
			}
		}

		return next;
	}

	get pendingTimers(): number {
		return this.#timers.size;
	}

	monotonic(): number {
		return this.#now;
	}

	epoch(): number {
		return this.#now;
	}

	schedule(callback: () => void, delayMs: number): () => void {
		const timer = {dueAt: this.#now + delayMs, callback};
		this.#timers.add(timer);
		return () => {
			this.#timers.delete(timer);
		};
	}

	/** Resolves after this time, in the clock's own time. */
	async delay(delayMs: number): Promise<void> {
		return new Promise(resolve => {
			this.schedule(resolve, delayMs);
		});
	}

	/** Lets time pass, and everything happen that is due by then, in order. */
	async advance(durationMs: number): Promise<void> {
		const end = this.#now + durationMs;
		await eventLoopTurn();

		for (let next = this.#nextDueBy(end); next; next = this.#nextDueBy(end)) {
			this.#timers.delete(next);
			this.#now = next.dueAt;
			next.callback();
			// eslint-disable-next-line no-await-in-loop -- What a timer set off may set further timers.
			await eventLoopTurn();
		}

		this.#now = end;
	}
}
