import {Buffer} from 'node:buffer';

const emptyLine = '\r\n\r\n';
const emptyLineBytes = Buffer.from(emptyLine);

/** The unambiguous subset of RFC 9112 §7.1. */
const chunkSizeLine = /^0*(?<size>[\da-f]{1,13})(?:;[^\r\n]*)?\r\n$/iv;
/** The parser's limit. */
const longestChunkSizeLine = 16_384;
const lineEndLength = 2;

/** How many bytes of an empty line end a text. */
const begunAt = (text: string): number => [3, 2, 1].find(count => text.endsWith(emptyLine.slice(0, count))) ?? 0;

/**
Finds the ends of messages on a connection: after an empty line, which ends every head and chunked body (RFC 9112 §2.1 and §7.1), or
after a body of known length. May find additional ends within chunked bodies.
*/
export class MessageEnds {
	/** How many bytes of an empty line ended the previous piece. */
	#begun = 0;
	/** Of a body, or of a chunk and its line end. */
	#bytesLeft = 0;
	#isChunked = false;
	/** Beginning of a chunk-size line. */
	#sizeLine = '';
	#isBehindEmptyLine = false;

	/** Whether the last end found is that of a head or chunked body. */
	get isBehindEmptyLine(): boolean {
		return this.#isBehindEmptyLine;
	}

	/** Call after a head with a body of known length. */
	beginBody(length: number): void {
		this.#bytesLeft = length;
	}

	/** Call after a head with a chunked body. */
	beginChunks(): void {
		this.#isChunked = true;
	}

	/** @returns The offset up to which a piece belongs to one message. */
	next(piece: Buffer, start: number): number {
		this.#isBehindEmptyLine = false;
		let at = start;
		while (at < piece.length && (this.#isChunked || this.#bytesLeft > 0)) {
			if (this.#bytesLeft > 0) {
				const taken = Math.min(this.#bytesLeft, piece.length - at);
				this.#bytesLeft -= taken;
				at += taken;
				if (this.#bytesLeft === 0 && !this.#isChunked) {
					return at;
				}
			} else {
				at = this.#readSizeLine(piece, at);
			}
		}

		const end = at === piece.length ? undefined : this.#behindEmptyLine(piece, at);
		this.#isBehindEmptyLine = end !== undefined;
		return end ?? piece.length;
	}

	#readSizeLine(piece: Buffer, start: number): number {
		const lineFeed = piece.indexOf('\n', start);
		const end = lineFeed === -1 ? piece.length : lineFeed + 1;
		this.#sizeLine += piece.toString('latin1', start, end);
		const size = chunkSizeLine.exec(this.#sizeLine)?.groups?.['size'];
		if (size !== undefined && Number.parseInt(size, 16) > 0) {
			this.#bytesLeft = Number.parseInt(size, 16) + lineEndLength;
			this.#sizeLine = '';
		} else if (lineFeed !== -1 || this.#sizeLine.length >= longestChunkSizeLine) {
			// The last chunk, or one that the parser may refuse: the body ends after one of the next empty lines.
			this.#isChunked = false;
			this.#begun = begunAt(this.#sizeLine);
			this.#sizeLine = '';
		}

		return end;
	}

	#behindEmptyLine(piece: Buffer, start: number): number | undefined {
		const begun = this.#begun;
		this.#begun = 0;
		if (begun > 0) {
			const end = start + emptyLine.length - begun;
			if (piece.toString('latin1', start, end) === emptyLine.slice(begun)) {
				return end;
			}
		}

		const found = piece.indexOf(emptyLineBytes, start);
		if (found !== -1) {
			return found + emptyLine.length;
		}

		this.#begun = begunAt(emptyLine.slice(0, begun) + piece.toString('latin1', Math.max(start, piece.length - emptyLine.length)));
		return undefined;
	}
}
