import {Buffer} from 'node:buffer';

const kibibyte = 1024;
/** The larger, the fewer reads and writes a long body takes. */
const sizes = [64 * kibibyte, 256 * kibibyte, 1024 * kibibyte] as const;
/** Of all own buffers of a worker. */
const maxBytes = 32 * 1024 * kibibyte;
const maxFree = 8;

/**
What backends' connections are read into: one buffer for all, out of which everything is copied before the next read, or an own
one, out of which long bodies are written without a copy.

An own buffer has one owner: the reader, or, after a write that was not taken at once, the writer. What the writer owns is never
read into, and never given to another connection.
*/
export class ReadBuffers {
	readonly shared = Buffer.allocUnsafeSlow(sizes[0]);
	/** By size. */
	readonly #free = new Map<number, Buffer[]>(sizes.map(size => [size, []]));
	#bytes = 0;

	/**
	@param before - That of the reader; given up for one of the next size.
	@returns undefined if there is none.
	*/
	take(before?: Buffer): Buffer | undefined {
		const size = before === undefined ? sizes[0] : sizes.find(each => each > before.length);
		if (size === undefined || this.#bytes + size > maxBytes) {
			return undefined;
		}

		this.#bytes += size;
		return this.#free.get(size)!.pop() ?? Buffer.allocUnsafeSlow(size);
	}

	/** @param isWritten - Whether what was in it has been written; otherwise it is not used again. */
	release(buffer: Buffer, isWritten: boolean): void {
		this.#bytes -= buffer.length;
		const free = this.#free.get(buffer.length)!;
		if (isWritten && free.length < maxFree) {
			free.push(buffer);
		}
	}
}
