import {RetryBudget} from '../../shared-memory/retry-budget.js';
import type {Stripe} from '../../shared-memory/stripe.js';
import type {PoolMember, TrafficSettings} from '../../../model/pool.js';
import type {Balancer} from './balancer/balancer.js';
import type {Exchange} from './exchange.js';
import {type FailedAttempt, mayRetry} from './forwarding/retry.js';
import {type LocalReply, localReplies} from './local-reply.js';
import {Placement} from './balancer/placement.js';

/** An exchange in the queue. */
export type Waiter = {
	readonly exchange: Exchange;
	/** Called once a backend has been assigned. */
	start(backend: PoolMember): void;
	refuse(answer: LocalReply): void;
};

export type DispatcherOptions = {
	readonly balancer: Balancer;
	readonly stripe: Stripe;
	readonly sharedMemory: SharedArrayBuffer;
	readonly traffic: () => TrafficSettings;
	/** A backend that is down has responded to a request with a status below 500. */
	readonly onTrialPassed?: (backend: PoolMember, status: number) => void;
	/**
	In milliseconds.

	@default performance.now
	*/
	readonly now?: () => number;
};

/** Capacity that other workers free is found by polling. */
const pollIntervalMs = 5;

/** How often waiting exchanges try a backend that is down. */
const trialIntervalMs = 100;

const ignore = (): void => {};

/**
Assigns a backend to each exchange, within each backend's limit of requests in flight over all workers together. Exchanges
that find every backend at its limit are queued.
*/
export class Dispatcher {
	readonly #balancer: Balancer;
	readonly #budget: RetryBudget;
	readonly #placement: Placement;
	readonly #traffic: () => TrafficSettings;
	readonly #now: () => number;
	/** In order of arrival, with the end of each wait. */
	readonly #queue = new Map<Waiter, number>();
	#timer: NodeJS.Timeout | undefined;
	#nextTrialAt = 0;
	/** A waiter that is started or refused may fail synchronously, and so re-enter. */
	#isAdvancing = false;

	constructor({balancer, stripe, sharedMemory, traffic, onTrialPassed = ignore, now = () => performance.now()}: DispatcherOptions) {
		this.#balancer = balancer;
		this.#budget = new RetryBudget(sharedMemory);
		this.#placement = new Placement({balancer, stripe, sharedMemory, traffic, onTrialPassed});
		this.#traffic = traffic;
		this.#now = now;
	}

	/**
	Assigns an exchange to a backend: for its first attempt, or for a retry.

	@param exchange
	@param again - A backend that may be retried if there is no other.
	@returns undefined if there is none, all are at their limit, or others are queued already; see {@link wait}.
	*/
	assign(exchange: Exchange, again?: PoolMember): PoolMember | undefined {
		const {tried} = exchange.attempts;
		if (tried.length === 0) {
			if (exchange.awaitsBackendSince === undefined) {
				this.#budget.payIn();
			}

			if (this.#queue.size > 0) {
				return undefined;
			}
		}

		return this.#placement.enterAny(exchange, again) ?? this.#placement.enterSilent(exchange);
	}

	/**
	Queues an exchange that could not be assigned.

	@returns The refusal; undefined if it is queued.
	*/
	wait(waiter: Waiter): LocalReply | undefined {
		const {maxQueue, queueTimeoutMs} = this.#traffic();
		const now = this.#now();
		const isFirst = this.#queue.size === 0;
		// It was queued before and keeps its right to a place, even if the queue has filled up meanwhile.
		const hadPlace = waiter.exchange.awaitsBackendSince !== undefined;
		if (!this.#placement.hasBackendFor(waiter.exchange) && !this.#awaitsBackend(waiter.exchange, now)) {
			return this.#noBackend;
		}

		if (!hadPlace && this.#queue.size >= maxQueue) {
			return localReplies.queueFull;
		}

		if (isFirst) {
			// The exchange has just tried them.
			this.#nextTrialAt = now + trialIntervalMs;
		}

		this.#queue.set(waiter, now + queueTimeoutMs);
		this.#timer ??= setInterval(() => {
			// A response that has arrived by now frees capacity for waiters past their deadline, see `Deadline`.
			setImmediate(() => {
				this.#advance(true);
			});
		}, pollIntervalMs);
		return undefined;
	}

	/** Removes it from the queue, if it is queued. */
	forget(waiter: Waiter): void {
		if (this.#queue.delete(waiter)) {
			this.#stopIfEmpty();
		}
	}

	/**
	Call when a backend may have capacity again, or the pool has changed. The queue timeout is left to the next poll: an exchange
	may end by a timer, before responses that have arrived are read.
	*/
	advance(): void {
		this.#advance(false);
	}

	#advance(isTimeUp: boolean): void {
		if (this.#queue.size === 0 || this.#isAdvancing) {
			return;
		}

		this.#isAdvancing = true;
		try {
			this.#advanceAll(isTimeUp);
		} finally {
			this.#isAdvancing = false;
			this.#stopIfEmpty();
		}
	}

	/** Whether no backend is available and requests may wait for one to come up. */
	get #mayAwaitBackend(): boolean {
		return (this.#traffic().waitForBackendMs ?? 0) > 0 && !this.#balancer.hasAny(() => true);
	}

	/**
	Whether a failed attempt may be followed by a retry; or, if nothing was sent, by the queue, as for an exchange without an
	available backend.
	*/
	mayRetryOrQueue({attempts}: Exchange, failed: FailedAttempt): boolean {
		const isRetry = attempts.tried.length <= this.#traffic().retries && mayRetry(failed) && this.#budget.spend();
		return isRetry || (!failed.connected && this.#mayAwaitBackend);
	}

	#advanceAll(isTimeUp: boolean): void {
		const now = this.#now();
		for (const [waiter, until] of this.#queue) {
			if (!this.#placement.hasBackendFor(waiter.exchange)) {
				this.#advanceWithoutBackend(waiter, now);
				continue;
			}

			const backend = this.#placement.enterAny(waiter.exchange);
			if (backend !== undefined) {
				this.#start(waiter, backend);
			} else if (isTimeUp && until <= now) {
				this.#dismiss(waiter, localReplies.queueTimeout);
			} else if (waiter.exchange.attempts.tried.length === 0 && waiter.exchange.loggedInAt === undefined) {
				// Every backend is at its limit. Only waiters for fewer backends, after a failed attempt or an authentication, let later ones pass.
				return;
			}
		}
	}

	/** Without an available backend, a waiter tries one that is down, keeps waiting for one to come up, or is refused. */
	#advanceWithoutBackend(waiter: Waiter, now: number): void {
		const {exchange} = waiter;
		const isWaiting = this.#awaitsBackend(exchange, now);
		if (!isWaiting || now >= this.#nextTrialAt) {
			const backend = this.#placement.enterSilent(exchange);
			if (backend !== undefined) {
				this.#nextTrialAt = now + trialIntervalMs;
				this.#start(waiter, backend);
				return;
			}
		}

		if (isWaiting) {
			// The queue timeout begins when a backend is up.
			this.#queue.set(waiter, now + this.#traffic().queueTimeoutMs);
		} else {
			this.#dismiss(waiter, this.#noBackend);
		}
	}

	/** Whether an exchange without an available backend waits for one to come up; then every backend is eligible again. */
	#awaitsBackend(exchange: Exchange, now: number): boolean {
		if (!this.#mayAwaitBackend || exchange.loggedInAt !== undefined) {
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

	/** What goes wrong with a waiter is no fault of the exchange whose end has let it pass. */
	#start(waiter: Waiter, backend: PoolMember): void {
		this.#queue.delete(waiter);
		try {
			waiter.start(backend);
		} catch {
			waiter.refuse(localReplies.internal);
		}
	}

	#dismiss(waiter: Waiter, answer: LocalReply): void {
		this.#queue.delete(waiter);
		waiter.refuse(answer);
	}

	#stopIfEmpty(): void {
		if (this.#queue.size > 0) {
			return;
		}

		clearInterval(this.#timer);
		this.#timer = undefined;
	}
}
