import type {Warning} from '../model/warning.js';

const intervalMs = 10_000;
/** Addresses listed in a warning. */
const mostAddresses = 3;

export type AuthFailureCounts = {
	/** Requests without a token. */
	readonly missing: number;
	readonly wrong: number;
};

/**
Counts authentication failures and warns of wrong tokens: of the first at once, of further ones together, so that guessing does not flood
the log. A missing token is no attempt: browsers start without one.
*/
export class AuthFailures {
	#missing = 0;
	#wrong = 0;
	#untold = 0;
	readonly #addresses = new Set<string>();
	#timer: NodeJS.Timeout | undefined;
	readonly #warn: (warning: Warning) => void;

	constructor(warn: (warning: Warning) => void) {
		this.#warn = warn;
	}

	get counts(): AuthFailureCounts {
		return {missing: this.#missing, wrong: this.#wrong};
	}

	/**
	@param address - Of the client, as in `net.Socket`.
	@param hasToken - Whether the request had a token.
	*/
	add(address: string, hasToken: boolean): void {
		if (!hasToken) {
			this.#missing++;
			return;
		}

		this.#wrong++;
		const plainAddress = address.replace(/^::ffff:/v, '');
		if (this.#timer === undefined) {
			this.#warn({type: 'wrong-token', address: plainAddress});
			this.#wait();
			return;
		}

		this.#untold++;
		if (this.#addresses.size <= mostAddresses) {
			this.#addresses.add(plainAddress);
		}
	}

	#wait(): void {
		this.#timer = setTimeout(() => {
			this.#timer = undefined;
			if (this.#untold > 0) {
				this.#tell();
				this.#wait();
			}
		}, intervalMs).unref();
	}

	#tell(): void {
		this.#warn({
			type: 'wrong-tokens',
			count: this.#untold,
			withinMs: intervalMs,
			addresses: [...this.#addresses].slice(0, mostAddresses),
			isFromOthers: this.#addresses.size > mostAddresses,
		});
		this.#untold = 0;
		this.#addresses.clear();
	}
}
