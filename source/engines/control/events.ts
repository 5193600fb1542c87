import type {Cause} from '../../model/actor.js';
import type {ControlEvent, UntimedEvent} from '../../model/event.js';

/** Emits events with their time and cause. */
export class Events {
	readonly #listeners = new Set<(event: ControlEvent) => void>();

	/** @returns Ends the subscription. */
	subscribe(listener: (event: ControlEvent) => void): () => void {
		this.#listeners.add(listener);
		return () => {
			this.#listeners.delete(listener);
		};
	}

	emit(event: UntimedEvent, cause: Cause): void {
		for (const listener of this.#listeners) {
			listener({...event, ...cause, at: Date.now()});
		}
	}
}
