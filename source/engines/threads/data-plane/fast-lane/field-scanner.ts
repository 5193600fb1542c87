import {
	carriageReturn,
	colon,
	isBlankByte,
	isLenientValueByte,
	isTokenByte,
	isValueByte,
	lineFeed,
} from './byte-classes.js';
import type {FieldNames} from './field-names.js';

/** What a scan says instead of an offset. */
export const incomplete = -1;
export const malformed = -2;

/** @returns Behind a text that has to stand there, {@link incomplete} or {@link malformed}. */
export const skipText = (text: string, bytes: Uint8Array, start: number, end: number): number => {
	const length = Math.min(text.length, end - start);
	let index = 0;
	while (index < length && bytes[start + index] === text.codePointAt(index)) {
		index++;
	}

	if (index < length) {
		return malformed;
	}

	return length === text.length ? start + length : incomplete;
};

/** What is known of a field line: its name, its value without the blanks around it, the code of its name, and whether it is dropped. */
const nameStart = 0;
const nameEnd = 1;
const valueStart = 2;
const valueEnd = 3;
const nameCode = 4;
const isDropped = 5;
const numbersEach = 6;

const fieldsAtFirst = 32;

/**
Finds the field lines of a message's head (RFC 9112 §5) without making texts of them.

    line ── token ──▶ name ── ":" ──▶ value ── line end ──▶ line
      └── empty line ──▶ end

A lenient one takes what backends write and all understand alike: lines that end with LF alone (§2.2), values that are folded
(§5.2) or hold control characters (RFC 9110 §5.5).
*/
export class FieldScanner {
	/** How many there are. */
	count = 0;
	/** Whether a value is folded or holds control characters. */
	isUnclean = false;
	/** Behind the last field line. */
	end = 0;
	readonly #names: FieldNames;
	readonly #isLenient: boolean;
	#numbers = new Int32Array(fieldsAtFirst * numbersEach);

	constructor(names: FieldNames, {isLenient}: {readonly isLenient: boolean}) {
		this.#names = names;
		this.#isLenient = isLenient;
	}

	nameStart(index: number): number {
		return this.#numbers[(index * numbersEach) + nameStart]!;
	}

	nameEnd(index: number): number {
		return this.#numbers[(index * numbersEach) + nameEnd]!;
	}

	valueStart(index: number): number {
		return this.#numbers[(index * numbersEach) + valueStart]!;
	}

	valueEnd(index: number): number {
		return this.#numbers[(index * numbersEach) + valueEnd]!;
	}

	code(index: number): number {
		return this.#numbers[(index * numbersEach) + nameCode]!;
	}

	/** What is dropped is not sent on. */
	drop(index: number): void {
		this.#numbers[(index * numbersEach) + isDropped] = 1;
	}

	isDropped(index: number): boolean {
		return this.#numbers[(index * numbersEach) + isDropped] === 1;
	}

	/** Where the next line begins. */
	lineEnd(index: number): number {
		return index + 1 === this.count ? this.end : this.nameStart(index + 1);
	}

	/**
	@param bytes
	@param start - Behind the line end of the start line.
	@param end - Of what has come so far.
	@returns Behind the empty line, or {@link incomplete} or {@link malformed}.
	*/
	scan(bytes: Uint8Array, start: number, end: number): number {
		this.count = 0;
		this.isUnclean = false;
		let at = start;
		while (at >= 0 && at < end) {
			const behind = this.behindLineEnd(bytes, at, end);
			if (behind !== malformed) {
				this.end = at;
				return behind;
			}

			at = this.#scanLine(bytes, at, end);
		}

		return at < 0 ? at : incomplete;
	}

	#scanLine(bytes: Uint8Array, start: number, end: number): number {
		let at = start;
		while (at < end && isTokenByte[bytes[at]!] === 1) {
			at++;
		}

		if (at === end) {
			return incomplete;
		}

		if (at === start || bytes[at] !== colon) {
			return malformed;
		}

		const endOfName = at++;
		while (at < end && isBlankByte[bytes[at]!] === 1) {
			at++;
		}

		return this.#scanValue(bytes, start, endOfName, at, end);
	}

	#scanValue(bytes: Uint8Array, start: number, endOfName: number, startOfValue: number, end: number): number {
		let at = startOfValue;
		let behind = malformed;
		while (behind === malformed) {
			while (at < end && isValueByte[bytes[at]!] === 1) {
				at++;
			}

			behind = this.behindLineEnd(bytes, at, end);
			if (!this.#isLenient) {
				break;
			}

			if (behind === end) {
				// Whether the value goes on is for the next byte to say.
				return incomplete;
			}

			if (behind === malformed && isLenientValueByte[bytes[at]!] === 1) {
				this.isUnclean = true;
				at++;
			} else if (behind >= 0 && isBlankByte[bytes[behind]!] === 1) {
				this.isUnclean = true;
				at = behind;
				behind = malformed;
			} else {
				break;
			}
		}

		if (behind < 0) {
			return behind;
		}

		let endOfValue = at;
		while (endOfValue > startOfValue && isBlankByte[bytes[endOfValue - 1]!] === 1) {
			endOfValue--;
		}

		this.#push(start, endOfName, startOfValue, endOfValue, this.#names.find(bytes, start, endOfName));
		return behind;
	}

	/** @returns {@link malformed} where no line ends. */
	protected behindLineEnd(bytes: Uint8Array, at: number, end: number): number {
		if (at === end) {
			return incomplete;
		}

		if (bytes[at] === lineFeed && this.#isLenient) {
			return at + 1;
		}

		if (bytes[at] !== carriageReturn) {
			return malformed;
		}

		if (at + 1 === end) {
			return incomplete;
		}

		return bytes[at + 1] === lineFeed ? at + 2 : malformed;
	}

	#push(startOfName: number, endOfName: number, startOfValue: number, endOfValue: number, code: number): void {
		const place = this.count * numbersEach;
		if (place === this.#numbers.length) {
			const more = new Int32Array(place * 2);
			more.set(this.#numbers);
			this.#numbers = more;
		}

		const numbers = this.#numbers;
		numbers[place + nameStart] = startOfName;
		numbers[place + nameEnd] = endOfName;
		numbers[place + valueStart] = startOfValue;
		numbers[place + valueEnd] = endOfValue;
		numbers[place + nameCode] = code;
		numbers[place + isDropped] = 0;
		this.count++;
	}
}
