/**
A deadline that expires only after the event loop has polled its connections again: in a process that was stopped or suspended, timers and
responses are due at the same moment, and timers run first.

It is moved far more often than it expires, so a timer is left to fire early, and then waits for the rest.
*/
export class Deadline {
	#timer: NodeJS.Timeout | undefined;
	#immediate: NodeJS.Immediate | undefined;
	#onDue: (() => void) | undefined;
	#milliseconds = 0;
	/** On the monotonic clock. */
	#dueAt = Infinity;
	/** When the timer fires. */
	#firesAt = Infinity;

	/** Replaces the previous one. */
	start(onDue: () => void, milliseconds: number): void {
		this.#onDue = onDue;
		this.#milliseconds = milliseconds;
		this.#restart();
	}

	/** Restarts it, if it was started. */
	refresh(): void {
		if (this.#onDue !== undefined) {
			this.#restart();
		}
	}

	clear(): void {
		this.#stopLooking();
		this.#stopTimer();
		this.#onDue = undefined;
	}

	#restart(): void {
		this.#stopLooking();
		this.#dueAt = performance.now() + this.#milliseconds;
		if (this.#dueAt < this.#firesAt) {
			this.#stopTimer();
			this.#wait(this.#milliseconds);
		}
	}

	#wait(milliseconds: number): void {
		this.#firesAt = performance.now() + milliseconds;
		this.#timer = setTimeout(this.#look, milliseconds);
	}

	readonly #look = (): void => {
		const left = this.#dueAt - performance.now();
		if (left > 0) {
			this.#wait(left);
			return;
		}

		this.#stopTimer();
		this.#immediate = setImmediate(this.#onDue!);
	};

	#stopTimer(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		this.#firesAt = Infinity;
	}

	#stopLooking(): void {
		if (this.#immediate !== undefined) {
			clearImmediate(this.#immediate);
			this.#immediate = undefined;
		}
	}
}
