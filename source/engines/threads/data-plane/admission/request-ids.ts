import {randomBytes} from 'node:crypto';

/** Visible ASCII, so that it can be searched for, and not longer than what others make. */
const usable = /^[!-~]{1,128}$/v;

/** Names for requests that no other worker or process gives. */
export class RequestIds {
	readonly #prefix = `${randomBytes(8).toString('hex')}-`;
	#count = 0;

	/** @param given - What a trusted peer calls the request. */
	take(given: string | undefined): string {
		return given !== undefined && usable.test(given) ? given : this.#prefix + (++this.#count).toString(36);
	}
}
