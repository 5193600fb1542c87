import type {Cause} from '../../model/actor.js';
import type {ControlEvent, EventPage, UntimedEvent} from '../../model/event.js';
import {EventHistory} from './event-history.js';

/** Emits events with their time and cause, and keeps the last ones. */
export class Events {
	readonly #history = new EventHistory();
	readonly #listeners = new Set<(event: ControlEvent) => void>();

	/** @returns Ends the subscription. */
	subscribe(listener: (event: ControlEvent) => void): () => void {
		this.#listeners.add(listener);
		return () => {
			this.#listeners.delete(listener);
		};
	}

	emit(event: UntimedEvent, cause: Cause): void {
		const numbered = this.#history.push({...event, ...cause, at: Date.now()});
		for (const listener of this.#listeners) {
			listener(numbered);
		}
	}

	/** See `Control.readEvents`. */
	read(after: number): EventPage {
		return this.#history.read(after);
	}
}
