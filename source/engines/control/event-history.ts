import type {ControlEvent, EventPage} from '../../model/event.js';

const capacity = 1000;

/** The last events, for those that come later or were away. */
export class EventHistory {
	readonly #events: ControlEvent[] = [];
	#last = 0;

	/** @returns The event with its number. */
	push(event: ControlEvent): ControlEvent {
		const numbered = {...event, number: ++this.#last};
		this.#events.push(numbered);
		if (this.#events.length > capacity) {
			this.#events.shift();
		}

		return numbered;
	}

	/** See `Control.readEvents`. */
	read(after: number): EventPage {
		const fresh = Math.max(0, this.#last - after);
		const events = fresh === 0 ? [] : this.#events.slice(-fresh);
		return {events, skipped: fresh - events.length, last: this.#last};
	}
}
