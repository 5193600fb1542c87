import {TrialCells} from '../../../shared-memory/trial-cells.js';
import type {PoolMember} from '../../../../model/pool.js';
import type {Trial} from '../attempts.js';
import type {Exchange} from '../exchange.js';
import type {Balancer} from './balancer.js';

export type TrialsOptions = {
	readonly balancer: Balancer;
	readonly sharedMemory: SharedArrayBuffer;
	/** Of this worker. */
	readonly stripe: number;
	/** A backend that is down has responded to a request with a status below 500. */
	readonly onPassed: (backend: PoolMember, status: number) => void;
};

/** Bounds the search for a backend without a trial in a large pool that is all down. */
const mostLookedAt = 32;

/**
When no backend is available, a request is tried at a backend that is down for lack of a connection or response, one request at a
time at each.
*/
export class Trials {
	readonly #balancer: Balancer;
	readonly #cells: TrialCells;
	readonly #onPassed: (backend: PoolMember, status: number) => void;

	constructor({balancer, sharedMemory, stripe, onPassed}: TrialsOptions) {
		this.#balancer = balancer;
		this.#cells = new TrialCells(sharedMemory, stripe);
		this.#onPassed = onPassed;
	}

	/**
	@param exchange
	@param most - Failed connections after which the exchange gets no further trial.
	@param takePlace - Counts a request in flight at the backend; false if that is at its limit.
	*/
	take(exchange: Exchange, most: number, takePlace: (slot: number) => boolean): {readonly backend: PoolMember; readonly trial: Trial} | undefined {
		const {silent} = this.#balancer;
		if (silent.length === 0 || exchange.loggedInAt !== undefined || exchange.attempts.silent.length >= most) {
			return undefined;
		}

		const tried = new Set([...exchange.attempts.tried, ...exchange.attempts.silent].map(({slot}) => slot));
		const start = Math.trunc(Math.random() * silent.length);
		for (let count = 0; count < Math.min(silent.length, mostLookedAt); count++) {
			const backend = silent[(start + count) % silent.length]!;
			const {slot} = backend;
			if (tried.has(slot) || !this.#cells.take(slot)) {
				continue;
			}

			if (takePlace(slot)) {
				return {backend, trial: this.#trialOf(backend)};
			}

			this.#cells.release(slot);
		}

		return undefined;
	}

	#trialOf(backend: PoolMember): Trial {
		return {
			end: status => {
				this.#cells.release(backend.slot);
				if (status !== undefined) {
					this.#onPassed(backend, status);
				}
			},
		};
	}
}
