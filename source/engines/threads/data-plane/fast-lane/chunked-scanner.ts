import type {Buffer} from 'node:buffer';
import {maxHeaderBytes} from '../admission/request-limits.js';
import {maxSizeLineLength, sizeLine, trailerLine} from '../bodies/chunked-decoder.js';
import {forwardedTrailers} from '../headers/trailers.js';
import {withoutBlanks} from '../headers/without-blanks.js';
import {lineFeed} from './byte-classes.js';
import {malformed} from './field-scanner.js';

/** Where a body in chunks goes on to, in order. */
export type ChunkedSink = {
	/** A part of the piece, as it came. */
	takeBytes(bytes: Buffer, start: number, end: number): void;
	/** What stands in the place of a line that does not go on as it came; one character a byte. */
	takeText(text: string): void;
};

/** What a scan says instead of an offset where the trailers are too large. */
export const trailersTooLarge = -3;

const lineEnd = '\r\n';
/** Of backends, which trailers with a control character or a blank before the colon are not sent on, but do no harm. */
const lenientTrailerLine = /^(?<name>[\w!#$%\u{26}'*+\-.^`\|~]+ ?):(?<value>[^\n\r]*)$/v;
/** Backends pad sizes so that they can fill them in later. */
const paddedSize = /^(?<size>[\da-f]+) +(?=;|$)/iv;

/** What may be the beginning of a line, by where it stands. */
const beginningOf = {size: /^[\da-f]+(?:[ ;][^\r]*)?\r?$/iv, trailer: /^[^\r]*\r?$/v, 'data-end': /^\r?$/v} as const;

const framing = new Set(['content-length', 'transfer-encoding']);

/**
Follows a body in chunks (RFC 9112 §7.1) without a copy of it: what is framed as usual goes on as it came, without chunk
extensions (§7.1.1) and without trailers that are not for the other end (§7.1.2).

    size ── n ──▶ data ──▶ data-end ──▶ size
      └─── 0 ──▶ trailer ── empty line ──▶ end
*/
export class ChunkedScanner {
	/** Of the body itself, in the piece that was scanned last. */
	bodyBytes = 0;
	readonly #isLenient: boolean;
	#state: 'size' | 'data' | 'data-end' | 'trailer' | 'end' = 'size';
	#left = 0;
	/** The beginning of a line whose end has not come. */
	#line = '';
	#trailerBytes = 0;

	/** @param options - A lenient one takes what backends write and all understand alike, as `FieldScanner` does. */
	constructor({isLenient}: {readonly isLenient: boolean}) {
		this.#isLenient = isLenient;
	}

	get isWhole(): boolean {
		return this.#state === 'end';
	}

	/** @returns Behind what belongs to the body, {@link malformed}, or {@link trailersTooLarge}; then some of it may have gone on. */
	scan(bytes: Buffer, start: number, end: number, sink: ChunkedSink): number {
		this.bodyBytes = 0;
		let at = start;
		/** Of what goes on as it came and has not yet. */
		let startOfRun = start;
		while (at < end && this.#state !== 'end') {
			if (this.#state === 'data') {
				at += this.#takeData(end - at);
				continue;
			}

			const found = bytes.indexOf(lineFeed, at);
			const behind = found === -1 || found >= end ? end : found + 1;
			const before = this.#line;
			this.#line += bytes.toString('latin1', at, behind);
			if (this.#line.length > this.#maxLineLength) {
				send(sink, bytes, startOfRun, at);
				return this.#state === 'trailer' ? trailersTooLarge : malformed;
			}

			const line = this.#line;
			const sent = line.endsWith('\n') ? this.#takeLine(line) : this.#beginLine(line);
			if (sent === undefined) {
				send(sink, bytes, startOfRun, at);
				return malformed;
			}

			if (before !== '' || sent !== line) {
				send(sink, bytes, startOfRun, at);
				startOfRun = behind;
				if (sent !== '') {
					sink.takeText(sent);
				}
			}

			at = behind;
		}

		send(sink, bytes, startOfRun, at);
		return at;
	}

	get #maxLineLength(): number {
		return {size: maxSizeLineLength, trailer: maxHeaderBytes - this.#trailerBytes, 'data-end': lineEnd.length, data: 0, end: 0}[this.#state];
	}

	#takeData(available: number): number {
		const taken = Math.min(this.#left, available);
		this.#left -= taken;
		this.bodyBytes += taken;
		this.#state = this.#left === 0 ? 'data-end' : 'data';
		return taken;
	}

	/** @returns Nothing that goes on yet, undefined if it cannot become what may stand here. */
	#beginLine(line: string): '' | undefined {
		return beginningOf[this.#state as keyof typeof beginningOf].test(line) ? '' : undefined;
	}

	/** @returns What goes on of it, undefined if it may not stand here. */
	#takeLine(line: string): string | undefined {
		this.#line = '';
		const isEnded = line.endsWith(lineEnd);
		// Nothing tells a size that ends with LF alone from one that is garbled.
		if (!isEnded && (!this.#isLenient || this.#state === 'size')) {
			return undefined;
		}

		const content = line.slice(0, isEnded ? -lineEnd.length : -1);
		switch (this.#state) {
			case 'size': {
				return this.#takeSize(content);
			}

			case 'trailer': {
				this.#trailerBytes += line.length;
				if (content === '') {
					this.#state = 'end';
					return lineEnd;
				}

				return this.#takeTrailer(content);
			}

			case 'data-end': {
				this.#state = 'size';
				return content === '' ? lineEnd : undefined;
			}

			case 'data':
			case 'end': {
				return undefined;
			}
		}
	}

	#takeSize(line: string): string | undefined {
		const {size} = sizeLine.exec(this.#isLenient ? line.replace(paddedSize, '$<size>') : line)?.groups ?? {};
		if (size === undefined) {
			return undefined;
		}

		this.#left = Number.parseInt(size, 16);
		this.#state = this.#left === 0 ? 'trailer' : 'data';
		return size + lineEnd;
	}

	#takeTrailer(line: string): string | undefined {
		const {name, value} = (this.#isLenient ? lenientTrailerLine : trailerLine).exec(line)?.groups ?? {};
		return name === undefined || (!this.#isLenient && framing.has(name.toLowerCase())) ? undefined : forwardedTrailers([name, withoutBlanks(value!)]).map(([sentName, sentValue]) => `${sentName}: ${sentValue}${lineEnd}`).join('');
	}
}

const send = (sink: ChunkedSink, bytes: Buffer, start: number, end: number): void => {
	if (start < end) {
		sink.takeBytes(bytes, start, end);
	}
};
