type Read<Value> = {
	readonly value: Promise<Value>;
	/** Infinite until it has ended. */
	freshUntil: number;
};

/** Reads for several readers: what was read a moment ago, or is being read, is not read again. */
export class SharedReads<Value> {
	readonly #intervalMs: number;
	readonly #reads = new Map<string, Read<Value>>();

	/** @param intervalMs - Between two reads of the same. */
	constructor(intervalMs: number) {
		this.#intervalMs = intervalMs;
	}

	/**
	@param key - One of a few, as the last value of each is kept.
	@param fetch
	*/
	async read(key: string, fetch: () => Promise<Value>): Promise<Value> {
		const known = this.#reads.get(key);
		if (known !== undefined && performance.now() < known.freshUntil) {
			return known.value;
		}

		const read: Read<Value> = {value: fetch(), freshUntil: Infinity};
		this.#reads.set(key, read);
		try {
			return await read.value;
		} finally {
			read.freshUntil = performance.now() + this.#intervalMs;
		}
	}
}
