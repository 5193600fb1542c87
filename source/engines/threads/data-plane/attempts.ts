import {proxySlot} from '../../shared-memory/memory-layout.js';
import type {Stripe} from '../../shared-memory/stripe.js';
import type {FailedAttempt} from '../../../model/access-log-entry.js';
import type {PoolMember} from '../../../model/pool.js';
import type {Choice} from './balancer/choice.js';
import type {Recording} from './recording/recording.js';

/** Leave to try a backend that is down. */
export type Trial = {
	/** @param status - With which the backend has answered; undefined if it has not, or if its answer says that it is not well. */
	end(status?: number): void;
};

const none: readonly PoolMember[] = [];

/** The backends that an exchange has tried: what is counted and recorded of each. */
export class Attempts {
	readonly #stripe: Stripe;
	readonly #recording: Recording;
	readonly #tried: PoolMember[] = [];
	/** How many had been tried when they were forgotten. */
	#forgotten = 0;
	#silent: PoolMember[] | undefined;
	#failed: FailedAttempt[] | undefined;
	#trial: Trial | undefined;
	#current: PoolMember | undefined;
	/** Whether it is known by now if the current backend answers as it should. */
	#isJudged = false;

	constructor(stripe: Stripe, recording: Recording) {
		this.#stripe = stripe;
		this.#recording = recording;
	}

	/** The backends tried so far, the current one included. */
	get tried(): readonly PoolMember[] {
		return this.#tried;
	}

	/** Backends that are down and were tried in vain. */
	get silent(): readonly PoolMember[] {
		return this.#silent ?? none;
	}

	/** Those that had a fault, oldest first; undefined if there were none. */
	get failed(): FailedAttempt[] | undefined {
		return this.#failed;
	}

	/** The backend that carries the exchange now. */
	get current(): PoolMember | undefined {
		return this.#current;
	}

	/** When the last one began, on the monotonic clock; undefined before the first. */
	get startedAt(): number | undefined {
		return this.#recording.tryAt;
	}

	/** Whether the current backend is down, and this finds out whether that has changed. */
	get isTrial(): boolean {
		return this.#trial !== undefined;
	}

	get count(): number {
		return this.#forgotten + this.#tried.length;
	}

	/** @param load - What the backend had in flight, where the policy looked at that. */
	chosen(choice: Choice, load?: number): void {
		this.#recording.choice = choice;
		this.#recording.load = load;
	}

	/**
	Gives the exchange to a backend. Followed by {@link end}, {@link withdraw} or the end of the exchange.

	@param backend
	@param hasPlace - Whether its place among those in flight has been taken already.
	@param trial - If the backend is down. Ended with the attempt, or by the beginning of its answer.
	*/
	begin(backend: PoolMember, hasPlace = false, trial?: Trial): void {
		if (this.count > 0) {
			this.#stripe.add(proxySlot, 'retries');
		}

		this.#tried.push(backend);
		this.#current = backend;
		this.#trial = trial;
		this.#recording.beginTry();
		if (!hasPlace) {
			this.#stripe.enter(backend.slot);
		}

		if (trial === undefined) {
			this.#stripe.add(backend.slot, 'requests');
		}
	}

	/** It is given a connection: one that stands already, or one that is being opened. */
	connectionAssigned(isReused: boolean, isTls: boolean): void {
		this.#recording.reusedConnection = isReused;
		this.#recording.isTls = isTls;
	}

	/** The new connection stands; a TLS handshake may follow. */
	connected(): void {
		this.#recording.connectedAt = performance.now();
	}

	/** The TLS handshake is over. */
	secured(): void {
		this.#recording.securedAt = performance.now();
	}

	/** No connection to a backend that is down could be made, so nothing has happened: neither to it nor to the exchange. */
	withdraw(): void {
		const backend = this.#tried.pop()!;
		this.#silent ??= [];
		this.#silent.push(backend);
		this.#stripe.leave(backend.slot);
		this.#current = undefined;
		this.#recording.choice = undefined;
		this.#trial?.end();
		this.#trial = undefined;
	}

	/** Any backend may be tried again, as if none had been. */
	forget(): void {
		this.#forgotten += this.#tried.length;
		this.#tried.length = 0;
		this.#silent = undefined;
	}

	/**
	Takes the exchange from its backend; another may follow.

	@param failure - What the backend is blamed for, in words; undefined if it was not at fault.
	*/
	end(failure?: string): void {
		if (this.#current === undefined) {
			return;
		}

		const {id, url, slot} = this.#current;
		this.#endTrial(slot);
		if (failure !== undefined) {
			this.#stripe.fail(slot);
			this.#failed ??= [];
			this.#failed.push({backend: {id, url}, reason: failure});
		}

		this.#stripe.leave(slot);
		this.#current = undefined;
	}

	/** @param now - When the head of the backend's answer has come. */
	answered(status: number, now: number): void {
		if (this.#current === undefined) {
			return;
		}

		const {slot} = this.#current;
		this.#stripe.recordLatency(slot, now - this.#recording.tryAt!);
		this.#endTrial(slot, status < 500 ? status : undefined);
		if (status >= 500) {
			this.blame();
		} else if (status === 101) {
			// What is switched to may go on for hours, and says nothing more of it.
			this.#isJudged = true;
			this.#stripe.succeed(slot);
		}
	}

	/** The current backend's answer is its failure. Counts once for each answer. */
	blame(): void {
		if (this.#current !== undefined && !this.#isJudged) {
			this.#isJudged = true;
			this.#stripe.fail(this.#current.slot);
		}
	}

	/** @param isBlamed - Whether the current backend has let the client wait too long. */
	abort(isBlamed: boolean): void {
		if (this.#current !== undefined) {
			this.#stripe.add(this.#current.slot, 'aborted');
			if (isBlamed) {
				this.#stripe.abandon(this.#current.slot);
			}
		}
	}

	/** @param isGood - Whether an answer has come and nothing was wrong with it. */
	finish(isGood: boolean, requestBytes: number, responseBytes: number): void {
		if (this.#current === undefined) {
			return;
		}

		const {slot} = this.#current;
		this.#endTrial(slot);
		if (isGood && !this.#isJudged) {
			this.#stripe.succeed(slot);
		}

		this.#stripe.leave(slot);
		this.#stripe.add(slot, 'requestBytes', requestBytes);
		this.#stripe.add(slot, 'responseBytes', responseBytes);
	}

	#endTrial(slot: number, status?: number): void {
		if (this.#trial !== undefined) {
			this.#stripe.add(slot, 'requests');
			this.#trial.end(status);
			this.#trial = undefined;
		}
	}
}
