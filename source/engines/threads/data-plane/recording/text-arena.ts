import {Buffer} from 'node:buffer';

/**
A ring buffer of latin1 texts. Strings that live until newer ones replace them would survive in the heap just long enough to be the
most expensive for the garbage collector.
*/
export class TextArena {
	readonly #bytes: Buffer;
	/** Total length of all texts so far. */
	#end = 0;

	/** @param size - In bytes; a longer text is not kept. */
	constructor(size: number) {
		this.#bytes = Buffer.allocUnsafeSlow(size);
	}

	/** @returns The start of the concatenated texts; see {@link read}. */
	append(first: string, second: string, third: string): number {
		const size = this.#bytes.length;
		const length = first.length + second.length + third.length;
		if (length > size) {
			return -Infinity;
		}

		const room = size - (this.#end % size);
		const start = length > room ? this.#end + room : this.#end;
		this.#end = start + length;
		let offset = start % size;
		offset += this.#bytes.write(first, offset, 'latin1');
		offset += this.#bytes.write(second, offset, 'latin1');
		this.#bytes.write(third, offset, 'latin1');
		return start;
	}

	/** Undefined if it has been overwritten. */
	read(start: number, length: number): string | undefined {
		const size = this.#bytes.length;
		return start < this.#end - size ? undefined : this.#bytes.toString('latin1', start % size, (start % size) + length);
	}
}
