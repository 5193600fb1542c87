type Read<Value> = {
	readonly value: Promise<Value>;
	/** Infinite until it has ended. */
	freshUntil: number;
};

/** Reads for several readers: what was read a moment ago, or is being read, is not read again. */
export class SharedReads<Key, Value> {
	readonly #intervalMs: number;
	readonly #fetch: (key: Key) => Promise<Value>;
	readonly #reads = new Map<Key, Read<Value>>();

	/**
	@param intervalMs - Between two reads of the same.
	@param fetch - For a few different keys, as the last value of each is kept.
	*/
	constructor(intervalMs: number, fetch: (key: Key) => Promise<Value>) {
		this.#intervalMs = intervalMs;
		this.#fetch = fetch;
	}

	async read(key: Key): Promise<Value> {
		const known = this.#reads.get(key);
		if (known !== undefined && performance.now() < known.freshUntil) {
			return known.value;
		}

		const read: Read<Value> = {value: this.#fetch(key), freshUntil: Infinity};
		this.#reads.set(key, read);
		try {
			return await read.value;
		} finally {
			read.freshUntil = performance.now() + this.#intervalMs;
		}
	}
}
