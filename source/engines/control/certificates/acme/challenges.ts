import type {AcmeChallenge} from '../../../../model/server-tls.js';

/** The challenges that an authority may look at now. */
export class Challenges {
	readonly #current = new Set<AcmeChallenge>();
	readonly #apply: (challenges: readonly AcmeChallenge[]) => Promise<void>;

	/** @param apply - Resolves once all workers answer these: the authority may ask any of them. */
	constructor(apply: (challenges: readonly AcmeChallenge[]) => Promise<void>) {
		this.#apply = apply;
	}

	/** Has the workers answer a challenge while the action is under way. */
	async during<Result>(challenge: AcmeChallenge, action: () => Promise<Result>): Promise<Result> {
		this.#current.add(challenge);
		try {
			await this.#apply([...this.#current]);
			return await action();
		} finally {
			this.#current.delete(challenge);
			await this.#apply([...this.#current]);
		}
	}
}
