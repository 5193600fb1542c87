import {Buffer} from 'node:buffer';

/**
Texts of bytes in a piece of memory that never grows: the newest overwrite the oldest. Strings that are kept until newer ones take
their place would survive in the heap just long enough to cost the garbage collector most.
*/
export class TextArena {
	readonly #bytes: Buffer;
	/** Where the next text begins, counted from the first that was ever written. */
	#end = 0;

	/** @param size - In bytes; a longer text is not kept. */
	constructor(size: number) {
		this.#bytes = Buffer.allocUnsafeSlow(size);
	}

	/** @returns Where the texts stand, one behind the other; see {@link read}. */
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

	/** Undefined when it has been overwritten. */
	read(start: number, length: number): string | undefined {
		const size = this.#bytes.length;
		return start < this.#end - size ? undefined : this.#bytes.toString('latin1', start % size, (start % size) + length);
	}
}
