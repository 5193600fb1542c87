import {Buffer} from 'node:buffer';
import {lowerCase} from './byte-classes.js';

/** The code of a name that is not listed. */
export const unlisted = 0;

/** So few names meet in one place of the table. */
const placesForEach = 8;

/** Listed field names, found by their bytes in whatever letter case, so that no text is made of a name that is known. */
export class FieldNames {
	readonly #names: readonly Uint8Array[];
	/** Codes, at the place that a name's bytes lead to or in the next that is free. */
	readonly #table: Uint16Array;

	/** @param names - In lower case. A name's code is one more than its index. */
	constructor(names: readonly string[]) {
		this.#names = names.map(name => Buffer.from(name, 'latin1'));
		this.#table = new Uint16Array(names.length * placesForEach);
		for (const [index, name] of this.#names.entries()) {
			let place = this.#place(name, 0, name.length);
			while (this.#table[place] !== unlisted) {
				place = this.#next(place);
			}

			this.#table[place] = index + 1;
		}
	}

	/** @returns The code of the name that stands there, or {@link unlisted}. */
	find(bytes: Uint8Array, start: number, end: number): number {
		let place = this.#place(bytes, start, end);
		let code = this.#table[place]!;
		while (code !== unlisted && !this.#isAt(this.#names[code - 1]!, bytes, start, end)) {
			place = this.#next(place);
			code = this.#table[place]!;
		}

		return code;
	}

	/** Length, first, middle and last byte tell most names apart. */
	#place(bytes: Uint8Array, start: number, end: number): number {
		const length = end - start;
		const middle = start + Math.trunc(length / 2);
		return ((length * 31) + (lowerCase[bytes[start]!]! * 7) + (lowerCase[bytes[middle]!]! * 13) + (lowerCase[bytes[end - 1]!]! * 61)) % this.#table.length;
	}

	#next(place: number): number {
		return place + 1 === this.#table.length ? 0 : place + 1;
	}

	#isAt(name: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
		if (name.length !== end - start) {
			return false;
		}

		let index = 0;
		while (index < name.length && name[index] === lowerCase[bytes[start + index]!]) {
			index++;
		}

		return index === name.length;
	}
}
