type Batch = {
	readonly number: number;
	readonly lines: readonly string[];
};

/** Lines on their way to the terminal. */
export class AnnouncedLines {
	#batch: Batch = {number: 0, lines: []};
	#isWritten = true;
	readonly #listeners = new Set<() => void>();

	readonly subscribe = (listener: () => void): (() => void) => {
		this.#listeners.add(listener);
		return () => {
			this.#listeners.delete(listener);
		};
	};

	/** The lines that are not written yet. */
	readonly getBatch = (): Batch => this.#batch;

	add(line: string): void {
		this.#batch = {number: this.#batch.number + 1, lines: [...(this.#isWritten ? [] : this.#batch.lines), line]};
		this.#isWritten = false;
		for (const listener of this.#listeners) {
			listener();
		}
	}

	/** Forgets lines once they are written. */
	drop({number}: Batch): void {
		this.#isWritten ||= number === this.#batch.number;
	}
}
