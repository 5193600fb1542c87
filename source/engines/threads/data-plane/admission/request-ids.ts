import {randomBytes} from 'node:crypto';

/** Visible ASCII, so that it can be searched for, and no longer than those of other programs. */
const usable = /^[!-~]{1,128}$/v;

/** Request ids, unique over all workers and processes. */
export class RequestIds {
	readonly #prefix = `${randomBytes(8).toString('hex')}-`;
	#count = 0;

	/** @param given - The id from a trusted peer. */
	take(given: string | undefined): string {
		return given !== undefined && usable.test(given) ? given : this.#prefix + (++this.#count).toString(36);
	}
}
