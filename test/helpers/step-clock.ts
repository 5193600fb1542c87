import type {Clock} from '../../source/engines/control/health/clock.js';

type Timer = {readonly callback: () => void; readonly dueAt: number};

/** Time that passes when a test says so, for something that has one timer at a time and takes a while to set the next. */
export class StepClock implements Pick<Clock, 'epoch' | 'schedule'> {
	#now = Date.now();
	#timer = Promise.withResolvers<Timer>();

	epoch(): number {
		return this.#now;
	}

	schedule(callback: () => void, delayMs: number): () => void {
		this.#timer.resolve({callback, dueAt: this.#now + delayMs});
		return () => {
			this.#timer = Promise.withResolvers();
		};
	}

	/** Lets time pass, and everything happen that is due by then. */
	async pass(durationMs: number): Promise<void> {
		const end = this.#now + durationMs;
		/* eslint-disable no-await-in-loop -- One timer after the other. */
		for (let timer = await this.#timer.promise; timer.dueAt <= end; timer = await this.#timer.promise) {
			this.#timer = Promise.withResolvers();
			this.#now = timer.dueAt;
			timer.callback();
		}
		/* eslint-enable no-await-in-loop */

		this.#now = end;
	}

	/** Resolves once the next timer is set. */
	async settled(): Promise<void> {
		await this.#timer.promise;
	}
}
