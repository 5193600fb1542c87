/** What may be in a list. */
export type Placed = {
	/** Where it is; kept by the list. */
	place: number;
};

/**
A list without an order, for what comes and goes all the time, each in one list at most.

A `Set` under constant change leaves a chain of outgrown tables behind, which retain what was removed: that makes garbage collection
dearer by far.
*/
export class DenseList<Item extends Placed> {
	readonly #items: Item[] = [];

	get size(): number {
		return this.#items.length;
	}

	/** Must not be changed meanwhile. */
	[Symbol.iterator](): Iterator<Item> {
		return this.#items[Symbol.iterator]();
	}

	add(item: Item): void {
		item.place = this.#items.length;
		this.#items.push(item);
	}

	/** Idempotent. */
	remove(item: Item): void {
		const {place} = item;
		if (this.#items[place] !== item) {
			return;
		}

		const last = this.#items.pop()!;
		if (last !== item) {
			last.place = place;
			this.#items[place] = last;
		}
	}
}
