import {maxTopRequests} from '../../../../model/top-list.js';
import type {Recorded} from '../recording/describe-exchange.js';

type Ranked = {
	readonly value: number;
	readonly recorded: Recorded;
};

/** The exchanges with the highest values, highest first. */
export class BestRequests {
	readonly #ranked: Ranked[] = [];
	/** A value that is not higher has no place. */
	#least = 0;

	get ranked(): readonly Ranked[] {
		return this.#ranked;
	}

	add(value: number, recorded: Recorded): void {
		if (value <= this.#least) {
			return;
		}

		const place = this.#ranked.findLastIndex(other => other.value >= value) + 1;
		this.#ranked.splice(place, 0, {value, recorded});
		if (this.#ranked.length > maxTopRequests) {
			this.#ranked.pop();
		}

		if (this.#ranked.length === maxTopRequests) {
			this.#least = this.#ranked.at(-1)!.value;
		}
	}

	merge(other: BestRequests): void {
		for (const {value, recorded} of other.ranked) {
			this.add(value, recorded);
		}
	}
}
