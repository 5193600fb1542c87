import {Buffer} from 'node:buffer';

const emptyLine = '\r\n\r\n';
const emptyLineBytes = Buffer.from(emptyLine);

/** How many bytes of an empty line stand at the end of a text. */
const begunAt = (text: string): number => [3, 2, 1].find(count => text.endsWith(emptyLine.slice(0, count))) ?? 0;

/**
Finds where the messages of a connection end: behind an empty line, as every head and every chunked body does (RFC 9112 §2.1
and §7.1), or with the last byte of a body whose length is known. Empty lines within a body are found as well.
*/
export class MessageEnds {
	/** How many bytes of an empty line stood at the end of the piece before. */
	#begun = 0;
	#bodyLeft = 0;

	/** To be called when a head has ended that says how long the body is. */
	beginBody(length: number): void {
		this.#bodyLeft = length;
	}

	/** @returns Up to where a piece belongs to one message at most. */
	next(piece: Buffer, start: number): number {
		if (this.#bodyLeft > 0) {
			const end = Math.min(start + this.#bodyLeft, piece.length);
			this.#bodyLeft -= end - start;
			return end;
		}

		const end = this.#behindEmptyLine(piece, start);
		this.#begun = end === undefined ? begunAt(emptyLine.slice(0, this.#begun) + piece.toString('latin1', Math.max(start, piece.length - emptyLine.length))) : 0;
		return end ?? piece.length;
	}

	#behindEmptyLine(piece: Buffer, start: number): number | undefined {
		if (this.#begun > 0) {
			const end = start + emptyLine.length - this.#begun;
			if (piece.toString('latin1', start, end) === emptyLine.slice(this.#begun)) {
				return end;
			}
		}

		const found = piece.indexOf(emptyLineBytes, start);
		return found === -1 ? undefined : found + emptyLine.length;
	}
}
