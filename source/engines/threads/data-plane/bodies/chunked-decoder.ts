import type {Buffer} from 'node:buffer';
import {maxHeaderBytes} from '../admission/request-limits.js';

const lineFeed = 0x0A;
/** Chunk size and extensions, which are ignored (RFC 9112 §7.1.1). */
export const maxSizeLineLength = 4096;

/** Limited to digits that a number holds exactly. */
export const sizeLine = /^(?<size>0*[\da-f]{1,12})(?:;[\w!#$%\u{26}'*+\-.^`\|~]+(?:=(?:[\w!#$%\u{26}'*+\-.^`\|~]+|"(?:[\t !#-\[\]-~\u{80}-\u{FF}]|\\[\t -~\u{80}-\u{FF}])*"))?)*$/iv;
export const trailerLine = /^(?<name>[\w!#$%\u{26}'*+\-.^`\|~]+):(?<value>[\t -~\u{80}-\u{FF}]*)$/v;

/**
Decodes a chunked body (RFC 9112 §7.1) as strictly as Node's own parser: anything that others might parse as another end of the
body is refused.
*/
export class ChunkedDecoder {
	/** `[name, value, name, value, …]` */
	readonly rawTrailers: string[] = [];
	/** The current line so far. */
	#line = '';
	#trailerBytes = 0;
	/** The expected element. */
	#state: 'size' | 'data' | 'data-end' | 'trailer' | 'end' = 'size';
	#left = 0;

	get isWhole(): boolean {
		return this.#state === 'end';
	}

	/**
	@param bytes - The next input.
	@param onData - Called with each piece of the body.
	@returns How many of the bytes belong to the body; undefined if it is malformed.
	*/
	decode(bytes: Buffer, onData: (piece: Buffer) => void): number | undefined {
		let offset = 0;
		while (offset < bytes.length && this.#state !== 'end') {
			if (this.#state === 'data') {
				const piece = bytes.subarray(offset, offset + this.#left);
				offset += piece.length;
				this.#left -= piece.length;
				this.#state = this.#left === 0 ? 'data-end' : 'data';
				onData(piece);
				continue;
			}

			const end = bytes.indexOf(lineFeed, offset);
			const next = end === -1 ? bytes.length : end + 1;
			if (this.#line.length + next - offset > this.#maxLineLength) {
				return undefined;
			}

			this.#line += bytes.toString('latin1', offset, next);
			offset = next;
			if (end !== -1 && !this.#takeLine()) {
				return undefined;
			}
		}

		return offset;
	}

	get #maxLineLength(): number {
		return {size: maxSizeLineLength, trailer: maxHeaderBytes - this.#trailerBytes, 'data-end': 2, data: 0, end: 0}[this.#state];
	}

	/** @returns Whether the line is valid here. */
	#takeLine(): boolean {
		const isEnded = this.#line.endsWith('\r\n');
		const line = this.#line.slice(0, -2);
		this.#line = '';
		return isEnded && (this.#state === 'trailer' ? this.#takeTrailer(line) : this.#takeSize(line));
	}

	/** Chunk size, or the end of a chunk. */
	#takeSize(line: string): boolean {
		if (this.#state === 'data-end') {
			this.#state = 'size';
			return line === '';
		}

		const size = sizeLine.exec(line)?.groups?.['size'];
		if (size === undefined) {
			return false;
		}

		this.#left = Number.parseInt(size, 16);
		this.#state = this.#left === 0 ? 'trailer' : 'data';
		return true;
	}

	#takeTrailer(line: string): boolean {
		if (line === '') {
			this.#state = 'end';
			return true;
		}

		const field = trailerLine.exec(line)?.groups;
		if (field === undefined) {
			return false;
		}

		this.#trailerBytes += line.length + 2;
		this.rawTrailers.push(field['name']!, field['value']!.trim());
		return true;
	}
}
