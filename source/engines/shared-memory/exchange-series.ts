import {seriesCapacity, type StripeViews} from './memory-layout.js';

/** The methods that are counted apart; the first stands for all others. */
const countedMethods = ['other', 'GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

const methodIndex: ReadonlyMap<string, number> = new Map(countedMethods.map((method, index) => [method, index]));

/** Below it, status and method; above, the slot. */
const slotUnit = 2 ** 13;
const statusUnit = 2 ** 10;

export const slotOfSeries = (key: number): number => Math.trunc(key / slotUnit);
export const keyWithoutSlot = (key: number): number => key % slotUnit;
export const methodOfSeries = (key: number): string => countedMethods[Math.trunc(key / statusUnit) % countedMethods.length]!;
export const statusOfSeries = (key: number): number => key % statusUnit;

/** The overflow series: status 0, another method, no backend. */
const restPlace = 0;

/**
One worker's count of its exchanges by backend, method and status. Combinations get a place as they first occur, so that memory
is spent on those only; when all places are taken, further ones are counted together.
*/
export class ExchangeSeries {
	readonly #views: StripeViews;
	readonly #places = new Map<number, number>();

	constructor(views: StripeViews) {
		this.#views = views;
		// The previous worker has left its counts.
		const length = Math.max(views.seriesLength[0]!, 1);
		for (let place = 1; place < length; place++) {
			this.#places.set(views.seriesKeys[place]!, place);
		}

		views.seriesLength[0] = length;
	}

	count(slot: number, method: string, status: number): void {
		const key = (slot * slotUnit) + ((methodIndex.get(method) ?? 0) * statusUnit) + status;
		this.#views.seriesCounts[this.#places.get(key) ?? this.#take(key)]!++;
	}

	#take(key: number): number {
		const {seriesKeys, seriesLength} = this.#views;
		const place = seriesLength[0]!;
		if (place === seriesCapacity) {
			return restPlace;
		}

		seriesKeys[place] = key;
		this.#places.set(key, place);
		// Last, so that a reader finds the key of each place that it sees.
		Atomics.store(seriesLength, 0, place + 1);
		return place;
	}
}
