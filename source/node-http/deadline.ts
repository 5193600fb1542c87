/**
A deadline that expires only after the event loop has polled its connections again: in a process that was stopped or suspended, timers and
responses are due at the same moment, and timers run first.
*/
export class Deadline {
	#timer: NodeJS.Timeout | undefined;
	#immediate: NodeJS.Immediate | undefined;
	#onDue: (() => void) | undefined;

	/** Replaces the previous one. */
	start(onDue: () => void, milliseconds: number): void {
		this.clear();
		this.#onDue = onDue;
		this.#timer = setTimeout(this.#look, milliseconds);
	}

	/** Restarts it, if it was started. */
	refresh(): void {
		this.#stopLooking();
		this.#timer?.refresh();
	}

	clear(): void {
		this.#stopLooking();
		clearTimeout(this.#timer);
		this.#timer = undefined;
	}

	readonly #look = (): void => {
		this.#immediate = setImmediate(this.#onDue!);
	};

	#stopLooking(): void {
		if (this.#immediate !== undefined) {
			clearImmediate(this.#immediate);
			this.#immediate = undefined;
		}
	}
}
