import {type CellViews, cellViews} from './memory-layout.js';

// Same order as the values in memory; index 0 is what fresh memory holds.
const healths = ['unknown', 'healthy', 'unhealthy'] as const;

// A status stands for itself, and is greater than these.
const failures = ['wrong-answer', 'no-answer'] as const;

type Health = (typeof healths)[number];
type Failure = (typeof failures)[number] | number;

const unhealthy = healths.indexOf('unhealthy');

const epochWord = 1;

/** Health and share of each backend, visible to all threads at once. */
export class HealthCells {
	readonly #views: CellViews;

	constructor(memory: SharedArrayBuffer) {
		this.#views = cellViews(memory);
	}

	/**
	Increases with every change of availability or share: a list made from the cells is current while it stays the same. A first passed
	check is none: a backend not known to be down serves.
	*/
	get epoch(): number {
		return Atomics.load(this.#views.words, epochWord);
	}

	get(slot: number): Health {
		return healths[Atomics.load(this.#views.health, slot)]!;
	}

	/** @returns Whether this call changed it, so that only one of several threads reports it. */
	set(slot: number, health: Health): boolean {
		const value = healths.indexOf(health);
		const before = Atomics.exchange(this.#views.health, slot, value);
		if (before === value) {
			return false;
		}

		if (before === unhealthy || value === unhealthy) {
			Atomics.add(this.#views.words, epochWord, 1);
		}

		return true;
	}

	/** How a backend that is down has failed. */
	failure(slot: number): Failure {
		const value = Atomics.load(this.#views.failures, slot);
		return failures[value] ?? value;
	}

	/** To be called before the backend is said to be unhealthy. */
	setFailure(slot: number, failure: Failure): void {
		this.#change(this.#views.failures, slot, typeof failure === 'number' ? failure : failures.indexOf(failure));
	}

	isEjected(slot: number): boolean {
		return Atomics.load(this.#views.ejected, slot) === 1;
	}

	setEjected(slot: number, isEjected: boolean): void {
		this.#change(this.#views.ejected, slot, isEjected ? 1 : 0);
	}

	/** The part of its weight that a backend has: above 0 and up to 1. */
	share(slot: number): number {
		return 1 - (Atomics.load(this.#views.withheld, slot) / 1000);
	}

	setShare(slot: number, share: number): void {
		this.#change(this.#views.withheld, slot, Math.min(Math.round((1 - share) * 1000), 999));
	}

	#change(cells: Int32Array, slot: number, value: number): void {
		if (Atomics.exchange(cells, slot, value) !== value) {
			Atomics.add(this.#views.words, epochWord, 1);
		}
	}
}
