import type {ControlEvent} from '../../model/event.js';

/** Capacity for clients that resume. */
const capacity = 1000;

export type NumberedEvent = {readonly number: number; readonly event: ControlEvent};

/** The last events, numbered from 1, for clients that reconnect. */
export class EventHistory {
	readonly #events: NumberedEvent[] = [];
	readonly #listeners = new Set<() => void>();
	#last = 0;

	/** Number of the newest; 0 before the first. */
	get last(): number {
		return this.#last;
	}

	push(event: ControlEvent): void {
		this.#events.push({number: ++this.#last, event});
		if (this.#events.length > capacity) {
			this.#events.shift();
		}

		for (const listener of this.#listeners) {
			listener();
		}
	}

	/** Events after that number, oldest first; the oldest may have been dropped. */
	after(number: number): readonly NumberedEvent[] {
		const fresh = this.#last - number;
		return fresh <= 0 ? [] : this.#events.slice(-fresh);
	}

	/**
	Calls back on new events.

	@returns Stops it.
	*/
	onMore(listener: () => void): () => void {
		this.#listeners.add(listener);
		return () => {
			this.#listeners.delete(listener);
		};
	}
}
