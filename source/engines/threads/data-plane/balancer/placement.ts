import {CounterReader} from '../../../shared-memory/counter-reader.js';
import type {Stripe} from '../../../shared-memory/stripe.js';
import type {PoolMember, TrafficSettings} from '../../../../model/pool.js';
import type {Trial} from '../attempts.js';
import type {Exchange} from '../exchange.js';
import type {Balancer} from './balancer.js';
import {type Choice, weighsLoad} from './choice.js';
import {Trials} from './trials.js';

export type PlacementOptions = {
	readonly balancer: Balancer;
	readonly stripe: Stripe;
	readonly sharedMemory: SharedArrayBuffer;
	readonly traffic: () => TrafficSettings;
	/** A backend that is down has responded to a request with a status below 500. */
	readonly onTrialPassed: (backend: PoolMember, status: number) => void;
};

/** Compares slots, since a changed backend is another object. */
const isUntried = ({attempts: {tried}}: Exchange) => ({slot}: PoolMember): boolean => tried.every(member => member.slot !== slot);

/** Assigns exchanges to backends, within each backend's limit of requests in flight over all workers together. */
export class Placement {
	readonly #balancer: Balancer;
	readonly #stripe: Stripe;
	readonly #counters: CounterReader;
	readonly #trials: Trials;
	readonly #traffic: () => TrafficSettings;

	constructor({balancer, stripe, sharedMemory, traffic, onTrialPassed}: PlacementOptions) {
		this.#balancer = balancer;
		this.#stripe = stripe;
		this.#counters = new CounterReader(sharedMemory);
		this.#trials = new Trials({balancer, sharedMemory, stripe: stripe.index, onPassed: onTrialPassed});
		this.#traffic = traffic;
	}

	/**
	@param exchange
	@param again - A backend that may be retried if there is no other.
	@returns undefined if none is available, or all are at their limit.
	*/
	enterAny(exchange: Exchange, again?: PoolMember): PoolMember | undefined {
		const limit = this.#traffic().maxBackendConnections;
		if (exchange.loggedInAt !== undefined) {
			return this.#enterWhereLoggedIn(exchange, exchange.loggedInAt.backend, limit);
		}

		let {backend, kind} = this.#choose(exchange, again);
		if (limit === 0) {
			if (backend !== undefined) {
				this.#enter(exchange, backend, kind);
			}

			return backend;
		}

		const passedOver = new Set(exchange.attempts.tried.map(({slot}) => slot));
		while (backend !== undefined) {
			if (this.#takePlace(backend.slot, limit)) {
				this.#enter(exchange, backend, kind, true);
				return backend;
			}

			// Another worker may take the free slot first.
			passedOver.add(backend.slot);
			backend = this.#balancer.chooseAnother(({slot}) => this.#counters.inFlight(slot) < limit && !passedOver.has(slot), exchange);
			kind = 'full';
		}

		return undefined;
	}

	/** Assigns an exchange to a backend that is down, as a trial, if none is available. */
	enterSilent(exchange: Exchange): PoolMember | undefined {
		const {retries, maxBackendConnections: limit} = this.#traffic();
		const taken = this.#trials.take(exchange, retries + 1, slot => limit === 0 || this.#takePlace(slot, limit));
		if (taken !== undefined) {
			this.#enter(exchange, taken.backend, 'trial', limit > 0, taken.trial);
		}

		return taken?.backend;
	}

	/** Whether any available backend may serve it, at its limit or not. */
	hasBackendFor(exchange: Exchange): boolean {
		const {loggedInAt} = exchange;
		return loggedInAt === undefined ? this.#balancer.hasAny(isUntried(exchange)) : this.#balancer.mayKeep(loggedInAt);
	}

	#enterWhereLoggedIn(exchange: Exchange, backend: PoolMember, limit: number): PoolMember | undefined {
		const isLimited = limit > 0;
		if (!this.hasBackendFor(exchange) || (isLimited && !this.#takePlace(backend.slot, limit))) {
			return undefined;
		}

		this.#enter(exchange, backend, 'login', isLimited);
		return backend;
	}

	#choose(exchange: Exchange, again: PoolMember | undefined): {backend: PoolMember | undefined; kind: Choice['kind']} {
		if (exchange.attempts.tried.length > 0) {
			const other = this.#balancer.chooseAnother(isUntried(exchange), exchange);
			return other === undefined ? {backend: again, kind: 'again'} : {backend: other, kind: 'instead'};
		}

		const kept = exchange.session?.backend;
		return kept !== undefined && this.#balancer.mayContinue(kept)
			? {backend: kept, kind: 'session'}
			: {backend: this.#balancer.choose(exchange), kind: 'policy'};
	}

	/**
	@param exchange
	@param backend
	@param kind
	@param hasPlace - Whether it is counted among the backend's requests in flight already.
	@param trial - If the backend is down.
	*/
	#enter(exchange: Exchange, backend: PoolMember, kind: Choice['kind'], hasPlace = false, trial?: Trial): void {
		const {attempts} = exchange;
		const {choice} = this.#balancer;
		const load = weighsLoad(choice.policy) ? this.#counters.inFlight(backend.slot) - (hasPlace ? 1 : 0) : undefined;
		attempts.chosen(kind === 'policy' ? choice : {...choice, kind}, load);
		attempts.begin(backend, hasPlace, trial);
	}

	/** Of two workers that race for the last free slot of a backend, neither may get it, but never both. */
	#takePlace(slot: number, limit: number): boolean {
		this.#stripe.enter(slot);
		if (this.#counters.inFlight(slot) <= limit) {
			return true;
		}

		this.#stripe.leave(slot);
		return false;
	}
}
