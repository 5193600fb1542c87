import {CounterReader} from '../counters/counter-reader.js';
import {RetryBudget} from '../counters/retry-budget.js';
import type {Stripe} from '../counters/stripe.js';
import type {PoolMember, TrafficSettings} from '../model/pool.js';
import type {Balancer} from './balancer/balancer.js';
import {type Choice, weighsLoad} from './balancer/choice.js';
import type {Exchange, Trial} from './exchange.js';
import {type OwnAnswer, ownAnswers} from './own-answer.js';
import {Trials} from './trials.js';

/** An exchange for which no backend was free. */
export type Waiter = {
	readonly exchange: Exchange;
	/** A backend is free, and the exchange has been assigned to it. */
	start(backend: PoolMember): void;
	refuse(answer: OwnAnswer): void;
};

export type DispatcherOptions = {
	readonly balancer: Balancer;
	readonly stripe: Stripe;
	readonly sharedMemory: SharedArrayBuffer;
	readonly traffic: () => TrafficSettings;
	/** A backend that is down has answered a request all the same, with a status below 500. */
	readonly onTrialPassed?: (backend: PoolMember, status: number) => void;
	/**
	In milliseconds.

	@default performance.now
	*/
	readonly now?: () => number;
};

/** Places that become free in other workers are seen at the next look. */
const lookAgainMs = 5;

/** How often those that wait for a backend to come up try whether one has. */
const trialIntervalMs = 100;

const ignore = (): void => {};

/** The same backend may have been changed since, and be another object. */
const isUntried = ({tried}: Exchange) => ({slot}: PoolMember): boolean => tried.every(member => member.slot !== slot);

/**
Gives each exchange a backend, within what each backend may have in flight over all workers together. Those that find
every backend busy wait in line.
*/
export class Dispatcher {
	readonly #balancer: Balancer;
	readonly #stripe: Stripe;
	readonly #counters: CounterReader;
	readonly #budget: RetryBudget;
	readonly #trials: Trials;
	readonly #traffic: () => TrafficSettings;
	readonly #now: () => number;
	/** In the order in which they came, with the time until which they wait. */
	readonly #line = new Map<Waiter, number>();
	#timer: NodeJS.Timeout | undefined;
	/** When those that wait may try a backend that is down. */
	#nextTrialAt = 0;
	/** Who is started or refused may fail at once, and so lead back here. */
	#isAdvancing = false;

	constructor({balancer, stripe, sharedMemory, traffic, onTrialPassed = ignore, now = () => performance.now()}: DispatcherOptions) {
		this.#balancer = balancer;
		this.#stripe = stripe;
		this.#counters = new CounterReader(sharedMemory);
		this.#budget = new RetryBudget(sharedMemory);
		this.#trials = new Trials({balancer, sharedMemory, stripe: stripe.index, onPassed: onTrialPassed});
		this.#traffic = traffic;
		this.#now = now;
	}

	/**
	Enters an exchange at a backend: its first, or another after those it has tried.

	@param exchange
	@param again - A backend that may be tried once more if there is no other.
	@returns undefined if there is none, or none is free, or others wait already; see {@link wait}.
	*/
	assign(exchange: Exchange, again?: PoolMember): PoolMember | undefined {
		const {tried} = exchange;
		if (tried.length === 0) {
			if (exchange.awaitsBackendSince === undefined) {
				this.#budget.payIn();
			}

			if (this.#line.size > 0) {
				return undefined;
			}
		}

		return this.#enterAny(exchange, again) ?? this.#enterSilent(exchange);
	}

	/**
	Puts an exchange that could not be assigned in line.

	@returns Why it cannot wait; undefined if it does.
	*/
	wait(waiter: Waiter): OwnAnswer | undefined {
		const {maxQueue, queueTimeoutMs} = this.#traffic();
		const now = this.#now();
		const isFirst = this.#line.size === 0;
		// Its place may be another's by now, but it has waited for it already.
		const hadPlace = waiter.exchange.awaitsBackendSince !== undefined;
		if (!this.#hasBackendFor(waiter.exchange) && !this.#awaitsBackend(waiter.exchange, now)) {
			return this.#noBackend;
		}

		if (!hadPlace && this.#line.size >= maxQueue) {
			return ownAnswers.queueFull;
		}

		if (isFirst) {
			// It has tried them just now.
			this.#nextTrialAt = now + trialIntervalMs;
		}

		this.#line.set(waiter, now + queueTimeoutMs);
		this.#timer ??= setInterval(() => {
			this.advance();
		}, lookAgainMs);
		return undefined;
	}

	/** Gives up the place in line, if it has one. */
	forget(waiter: Waiter): void {
		if (this.#line.delete(waiter)) {
			this.#stopIfNobodyWaits();
		}
	}

	/** To be called when a backend may have become free, or the pool has changed. */
	advance(): void {
		if (this.#line.size === 0 || this.#isAdvancing) {
			return;
		}

		this.#isAdvancing = true;
		this.#advanceAll();
		this.#isAdvancing = false;
		this.#stopIfNobodyWaits();
	}

	/** Whether there is nothing to do for a request but to wait for a backend to come up, and it may. */
	get mayAwaitBackend(): boolean {
		return (this.#traffic().waitForBackendMs ?? 0) > 0 && !this.#balancer.hasAny(() => true);
	}

	/** Whether a failed try may be followed by another, as far as the load on the pool allows it. */
	mayRetry(): boolean {
		return this.#budget.spend();
	}

	#advanceAll(): void {
		const now = this.#now();
		for (const [waiter, until] of this.#line) {
			if (!this.#hasBackendFor(waiter.exchange)) {
				this.#advanceWithoutBackend(waiter, now);
				continue;
			}

			if (until <= now) {
				this.#dismiss(waiter, ownAnswers.queueTimeout);
				continue;
			}

			const backend = this.#enterAny(waiter.exchange);
			if (backend !== undefined) {
				this.#line.delete(waiter);
				waiter.start(backend);
			} else if (waiter.exchange.tried.length === 0 && waiter.exchange.loggedInAt === undefined) {
				// Every backend is busy. Who has tried some already, or has logged in at one, waits for fewer of them, so others may go first.
				return;
			}
		}
	}

	/** One that finds none available tries one that is down, goes on waiting for one to come up, or is refused. */
	#advanceWithoutBackend(waiter: Waiter, now: number): void {
		const {exchange} = waiter;
		const isWaiting = this.#awaitsBackend(exchange, now);
		if (!isWaiting || now >= this.#nextTrialAt) {
			const backend = this.#enterSilent(exchange);
			if (backend !== undefined) {
				this.#nextTrialAt = now + trialIntervalMs;
				this.#line.delete(waiter);
				waiter.start(backend);
				return;
			}
		}

		if (isWaiting) {
			// Its time in line for a place begins when there is a backend.
			this.#line.set(waiter, now + this.#traffic().queueTimeoutMs);
		} else {
			this.#dismiss(waiter, this.#noBackend);
		}
	}

	/** Whether an exchange that finds no backend waits for one to come up; then it can have any. */
	#awaitsBackend(exchange: Exchange, now: number): boolean {
		if (!this.mayAwaitBackend || exchange.loggedInAt !== undefined) {
			return false;
		}

		exchange.awaitsBackendSince ??= now;
		exchange.forgetTries();
		return now < exchange.awaitsBackendSince + this.#traffic().waitForBackendMs!;
	}

	/** At a backend that is down, if none is available and there is one that may be tried. */
	#enterSilent(exchange: Exchange): PoolMember | undefined {
		const {retries, maxBackendConnections: limit} = this.#traffic();
		const taken = this.#trials.take(exchange, retries + 1, slot => limit === 0 || this.#takePlace(slot, limit));
		if (taken !== undefined) {
			this.#enter(exchange, taken.backend, 'trial', limit > 0, taken.trial);
		}

		return taken?.backend;
	}

	get #noBackend(): OwnAnswer {
		const detail = this.#balancer.hint;
		return detail === undefined ? ownAnswers.noBackend : {...ownAnswers.noBackend, detail};
	}

	#dismiss(waiter: Waiter, answer: OwnAnswer): void {
		this.#line.delete(waiter);
		waiter.refuse(answer);
	}

	#stopIfNobodyWaits(): void {
		if (this.#line.size > 0) {
			return;
		}

		clearInterval(this.#timer);
		this.#timer = undefined;
	}

	#enterAny(exchange: Exchange, again?: PoolMember): PoolMember | undefined {
		const limit = this.#traffic().maxBackendConnections;
		if (exchange.loggedInAt !== undefined) {
			return this.#enterWhereLoggedIn(exchange, exchange.loggedInAt, limit);
		}

		let {backend, kind} = this.#choose(exchange, again);
		if (limit === 0) {
			if (backend !== undefined) {
				this.#enter(exchange, backend, kind);
			}

			return backend;
		}

		const passedOver = new Set(exchange.tried.map(({slot}) => slot));
		while (backend !== undefined) {
			if (this.#takePlace(backend.slot, limit)) {
				this.#enter(exchange, backend, kind, true);
				return backend;
			}

			// Those that have a place now; another worker may be the first to take it.
			passedOver.add(backend.slot);
			backend = this.#balancer.chooseAnother(({slot}) => this.#counters.inFlight(slot) < limit && !passedOver.has(slot), exchange);
			kind = 'full';
		}

		return undefined;
	}

	#enterWhereLoggedIn(exchange: Exchange, backend: PoolMember, limit: number): PoolMember | undefined {
		const isLimited = limit > 0;
		if (!this.#hasBackendFor(exchange) || (isLimited && !this.#takePlace(backend.slot, limit))) {
			return undefined;
		}

		this.#enter(exchange, backend, 'login', isLimited);
		return backend;
	}

	#choose(exchange: Exchange, again: PoolMember | undefined): {backend: PoolMember | undefined; kind: Choice['kind']} {
		if (exchange.tried.length > 0) {
			const other = this.#balancer.chooseAnother(isUntried(exchange), exchange);
			return other === undefined ? {backend: again, kind: 'again'} : {backend: other, kind: 'instead'};
		}

		// Where the client was before, if it may go on there.
		const kept = exchange.session?.backend;
		return kept !== undefined && this.#balancer.mayContinue(kept)
			? {backend: kept, kind: 'session'}
			: {backend: this.#balancer.choose(exchange), kind: 'policy'};
	}

	/**
	@param exchange
	@param backend
	@param kind - Why it.
	@param hasPlace - Whether its place among those in flight has been taken already.
	@param trial - If it is down.
	*/
	#enter(exchange: Exchange, backend: PoolMember, kind: Choice['kind'], hasPlace = false, trial?: Trial): void {
		const {recording} = exchange;
		const {choice} = this.#balancer;
		recording.choice = kind === 'policy' ? choice : {...choice, kind};
		recording.load = weighsLoad(choice.policy) ? this.#counters.inFlight(backend.slot) - (hasPlace ? 1 : 0) : undefined;
		exchange.enterBackend(backend, hasPlace, trial);
	}

	/** Of two workers that want a backend's last place at once, it may be that neither gets it; never both. */
	#takePlace(slot: number, limit: number): boolean {
		this.#stripe.enter(slot);
		if (this.#counters.inFlight(slot) <= limit) {
			return true;
		}

		this.#stripe.leave(slot);
		return false;
	}

	#hasBackendFor(exchange: Exchange): boolean {
		const {loggedInAt} = exchange;
		return loggedInAt === undefined ? this.#balancer.hasAny(isUntried(exchange)) : this.#balancer.keepers.has(loggedInAt.slot);
	}
}
