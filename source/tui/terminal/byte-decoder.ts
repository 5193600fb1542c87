import {Buffer, isUtf8} from 'node:buffer';

const lengthOf = (lead: number): number => {
	if (lead < 0xC2 || lead > 0xF4) {
		return 1;
	}

	if (lead < 0xE0) {
		return 2;
	}

	return lead < 0xF0 ? 3 : 4;
};

const isContinuation = (byte: number): boolean => byte >= 0x80 && byte < 0xC0;

/**
Decodes UTF-8 that comes in pieces. A byte that is not part of it becomes a lone surrogate, U+DC80 to U+DCFF, and so is not lost: terminals
send 8-bit controls and coordinates of the mouse as single bytes.
*/
export class ByteDecoder {
	#rest: Buffer = Buffer.alloc(0);

	get isWaiting(): boolean {
		return this.#rest.length > 0;
	}

	read(chunk: Buffer): string {
		const bytes = Buffer.concat([this.#rest, chunk]);
		this.#rest = Buffer.alloc(0);
		if (isUtf8(bytes)) {
			return bytes.toString();
		}

		let text = '';
		for (let index = 0; index < bytes.length;) {
			const lead = bytes[index]!;
			const length = lengthOf(lead);
			const character = bytes.subarray(index, index + length);
			if (character.length < length && character.subarray(1).every(byte => isContinuation(byte))) {
				this.#rest = character;
				return text;
			}

			const isWhole = isUtf8(character);
			text += isWhole ? character.toString() : String.fromCodePoint(0xDC_00 + lead);
			index += isWhole ? length : 1;
		}

		return text;
	}

	/** The incomplete character at the end, if no more bytes come. */
	end(): string {
		const bytes = this.#rest;
		this.#rest = Buffer.alloc(0);
		return String.fromCodePoint(...Array.from(bytes, byte => 0xDC_00 + byte));
	}
}
