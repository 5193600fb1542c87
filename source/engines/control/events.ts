import type {ControlEvent, UntimedEvent} from '../../model/event.js';

/** Tells everybody who listens what has happened, and when. */
export class Events {
	readonly #listeners = new Set<(event: ControlEvent) => void>();

	/** @returns Ends the subscription. */
	subscribe(listener: (event: ControlEvent) => void): () => void {
		this.#listeners.add(listener);
		return () => {
			this.#listeners.delete(listener);
		};
	}

	emit(event: UntimedEvent): void {
		for (const listener of this.#listeners) {
			listener({...event, at: Date.now()});
		}
	}
}
