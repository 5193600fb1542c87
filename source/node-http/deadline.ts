/**
A time after which something is given up, but not before the event loop has looked at its connections once more: a process that
was stopped or suspended finds its timers due and answers waiting at the same moment, and timers run first.
*/
export class Deadline {
	#timer: NodeJS.Timeout | undefined;
	#immediate: NodeJS.Immediate | undefined;
	#onDue: (() => void) | undefined;

	/** Takes the place of what was started before. */
	start(onDue: () => void, milliseconds: number): void {
		this.clear();
		this.#onDue = onDue;
		this.#timer = setTimeout(this.#look, milliseconds);
	}

	/** Begins the time anew, if it has been started. */
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
