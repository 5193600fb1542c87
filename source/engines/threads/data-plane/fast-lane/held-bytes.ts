import {Buffer} from 'node:buffer';
import {maxHeaderBytes} from '../admission/request-limits.js';
import {withoutEmptyLines} from './request-line.js';

/** Bytes of a client that have been read and are not wanted yet. */
export class HeldBytes {
	#bytes: Buffer | undefined;

	/** Undefined if there are none. */
	get bytes(): Buffer | undefined {
		return this.#bytes;
	}

	get isEmpty(): boolean {
		return this.#bytes === undefined;
	}

	/** Whether the rest is left unread. As long as less is held, reading goes on, which shows whether the client leaves. */
	get isFull(): boolean {
		return this.#bytes !== undefined && this.#bytes.length > maxHeaderBytes;
	}

	add(bytes: Buffer): void {
		this.#bytes = this.#bytes === undefined ? bytes : Buffer.concat([this.#bytes, bytes]);
	}

	take(): Buffer | undefined {
		const bytes = this.#bytes;
		this.#bytes = undefined;
		return bytes;
	}

	/** See `withoutEmptyLines`. */
	dropEmptyLines(): void {
		this.#bytes &&= withoutEmptyLines(this.#bytes);
	}
}
