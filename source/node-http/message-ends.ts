import {Buffer} from 'node:buffer';

const emptyLine = '\r\n\r\n';
const emptyLineBytes = Buffer.from(emptyLine);

/** As far as all agree on what it means (RFC 9112 §7.1). */
const chunkSizeLine = /^0*(?<size>[\da-f]{1,13})(?:;[^\r\n]*)?\r\n$/iv;
/** As long as the parser reads one. */
const longestChunkSizeLine = 16_384;
const lineEndLength = 2;

/** How many bytes of an empty line stand at the end of a text. */
const begunAt = (text: string): number => [3, 2, 1].find(count => text.endsWith(emptyLine.slice(0, count))) ?? 0;

/**
Finds where the messages of a connection end: behind an empty line, as every head and every chunked body does (RFC 9112 §2.1
and §7.1), or with the last byte of a body whose length is known. Further ends may be found in chunked bodies.
*/
export class MessageEnds {
	/** How many bytes of an empty line stood at the end of the piece before. */
	#begun = 0;
	/** Bytes of a body, or of a chunk and its line end. */
	#bytesLeft = 0;
	#isChunked = false;
	/** Beginning of the line that tells a chunk's size. */
	#sizeLine = '';
	#isBehindEmptyLine = false;

	/** Whether the end that was found last is one of a head or of chunks. */
	get isBehindEmptyLine(): boolean {
		return this.#isBehindEmptyLine;
	}

	/** To be called when a head has ended whose body has a known length. */
	beginBody(length: number): void {
		this.#bytesLeft = length;
	}

	/** To be called when a head has ended whose body comes in chunks. */
	beginChunks(): void {
		this.#isChunked = true;
	}

	/** @returns Up to where a piece belongs to one message at most. */
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
			// The last chunk, or one that is for the parser to judge: the body ends behind one of the next empty lines.
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
