import {RetryBudget} from '../../shared-memory/retry-budget.js';
import type {Stripe} from '../../shared-memory/stripe.js';
import type {PoolMember, TrafficSettings} from '../../../model/pool.js';
import type {Balancer} from './balancer/balancer.js';
import type {Exchange} from './exchange.js';
import {type LocalReply, localReplies} from './local-reply.js';
import {Placement} from './balancer/placement.js';

/** An exchange for which no backend was free. */
export type Waiter = {
	readonly exchange: Exchange;
	/** A backend is free, and the exchange has been assigned to it. */
	start(backend: PoolMember): void;
	refuse(answer: LocalReply): void;
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

/**
Gives each exchange a backend, within what each backend may have in flight over all workers together. Those that find
every backend busy wait in line.
*/
export class Dispatcher {
	readonly #balancer: Balancer;
	readonly #budget: RetryBudget;
	readonly #placement: Placement;
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
		this.#budget = new RetryBudget(sharedMemory);
		this.#placement = new Placement({balancer, stripe, sharedMemory, traffic, onTrialPassed});
		this.#traffic = traffic;
		this.#now = now;
	}

	/**
	Enters an exchange at a backend: its first, or another after those it has tried.

	@param exchange
	@param again - A backend that may be tried again if there is no other.
	@returns undefined if there is none, or none is free, or others wait already; see {@link wait}.
	*/
	assign(exchange: Exchange, again?: PoolMember): PoolMember | undefined {
		const {tried} = exchange.attempts;
		if (tried.length === 0) {
			if (exchange.awaitsBackendSince === undefined) {
				this.#budget.payIn();
			}

			if (this.#line.size > 0) {
				return undefined;
			}
		}

		return this.#placement.enterAny(exchange, again) ?? this.#placement.enterSilent(exchange);
	}

	/**
	Puts an exchange that could not be assigned in line.

	@returns Why it cannot wait; undefined if it does.
	*/
	wait(waiter: Waiter): LocalReply | undefined {
		const {maxQueue, queueTimeoutMs} = this.#traffic();
		const now = this.#now();
		const isFirst = this.#line.size === 0;
		// Its place may be another's by now, but it has waited for it already.
		const hadPlace = waiter.exchange.awaitsBackendSince !== undefined;
		if (!this.#placement.hasBackendFor(waiter.exchange) && !this.#awaitsBackend(waiter.exchange, now)) {
			return this.#noBackend;
		}

		if (!hadPlace && this.#line.size >= maxQueue) {
			return localReplies.queueFull;
		}

		if (isFirst) {
			// It has tried them just now.
			this.#nextTrialAt = now + trialIntervalMs;
		}

		this.#line.set(waiter, now + queueTimeoutMs);
		this.#timer ??= setInterval(() => {
			// An answer that has come by now makes room for those whose time is up, see `Deadline`.
			setImmediate(() => {
				this.advance();
			});
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
			if (!this.#placement.hasBackendFor(waiter.exchange)) {
				this.#advanceWithoutBackend(waiter, now);
				continue;
			}

			const backend = this.#placement.enterAny(waiter.exchange);
			if (backend !== undefined) {
				this.#line.delete(waiter);
				waiter.start(backend);
			} else if (until <= now) {
				this.#dismiss(waiter, localReplies.queueTimeout);
			} else if (waiter.exchange.attempts.tried.length === 0 && waiter.exchange.loggedInAt === undefined) {
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
			const backend = this.#placement.enterSilent(exchange);
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
		exchange.attempts.forget();
		return now < exchange.awaitsBackendSince + this.#traffic().waitForBackendMs!;
	}

	get #noBackend(): LocalReply {
		const detail = this.#balancer.hint;
		return detail === undefined ? localReplies.noBackend : {...localReplies.noBackend, detail};
	}

	#dismiss(waiter: Waiter, answer: LocalReply): void {
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
}
