import {Buffer} from 'node:buffer';

/** A prime number, so that all sampled bytes count. */
const places = 251;
const maxLength = 256;
const samples = 16;

/** Some bytes of the text, evenly spread, and its length. */
const placeOf = (bytes: Uint8Array, start: number, end: number): number => {
	const step = Math.max(Math.trunc((end - start) / samples), 1);
	let hash = end - start;
	for (let at = start; at < end; at += step) {
		hash = ((hash * 31) + bytes[at]!) % places;
	}

	return hash;
};

const isSame = (known: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean => {
	if (known.length !== end - start) {
		return false;
	}

	let index = 0;
	while (index < known.length && known[index] === bytes[start + index]) {
		index++;
	}

	return index === known.length;
};

/**
Texts that come again and again, such as a user agent: found by their bytes, so that the same string is given each time. To make one, and to have
it hashed, costs many times as much as to compare it.
*/
export class InternedTexts {
	readonly #bytes: Array<Uint8Array | undefined> = Array.from({length: places});
	readonly #texts: string[] = Array.from({length: places}, () => '');

	/** @returns One character a byte. */
	read(bytes: Buffer, start: number, end: number): string {
		if (end - start > maxLength) {
			return bytes.toString('latin1', start, end);
		}

		const place = placeOf(bytes, start, end);
		const known = this.#bytes[place];
		if (known === undefined || !isSame(known, bytes, start, end)) {
			const copy = Buffer.from(bytes.subarray(start, end));
			this.#bytes[place] = copy;
			this.#texts[place] = copy.toString('latin1');
		}

		return this.#texts[place]!;
	}
}
