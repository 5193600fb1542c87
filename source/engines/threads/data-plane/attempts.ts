import {proxySlot} from '../../shared-memory/memory-layout.js';
import type {Stripe} from '../../shared-memory/stripe.js';
import type {FailedAttempt} from '../../../model/access-log-entry.js';
import type {PoolMember} from '../../../model/pool.js';
import type {Choice} from './balancer/choice.js';
import type {Recording} from './recording/recording.js';

/** A trial of a backend that is down. */
export type Trial = {
	/** @param status - Of the backend's response; undefined without one, or if it shows a fault. */
	end(status?: number): void;
};

const none: readonly PoolMember[] = [];

/** The attempts of an exchange at backends: counts and records each. */
export class Attempts {
	readonly #stripe: Stripe;
	readonly #recording: Recording;
	readonly #tried: PoolMember[] = [];
	/** Number of attempts before {@link forget}. */
	#forgotten = 0;
	#silent: PoolMember[] | undefined;
	#failed: FailedAttempt[] | undefined;
	#trial: Trial | undefined;
	#current: PoolMember | undefined;
	/** Whether the current attempt has been counted as a success or failure. */
	#isJudged = false;

	constructor(stripe: Stripe, recording: Recording) {
		this.#stripe = stripe;
		this.#recording = recording;
	}

	/** The backends tried so far, the current one included. */
	get tried(): readonly PoolMember[] {
		return this.#tried;
	}

	/** Backends that are down and to which a trial could not connect. */
	get silent(): readonly PoolMember[] {
		return this.#silent ?? none;
	}

	/** Failed attempts, oldest first; undefined if there were none. */
	get failed(): FailedAttempt[] | undefined {
		return this.#failed;
	}

	get current(): PoolMember | undefined {
		return this.#current;
	}

	/** Start of the last attempt on the monotonic clock; undefined before the first. */
	get startedAt(): number | undefined {
		return this.#recording.attemptAt;
	}

	/** Whether the current attempt is a trial of a backend that is down. */
	get isTrial(): boolean {
		return this.#trial !== undefined;
	}

	get count(): number {
		return this.#forgotten + this.#tried.length;
	}

	/** @param load - The backend's requests in flight, if the policy compared them. */
	chosen(choice: Choice, load?: number): void {
		this.#recording.choice = choice;
		this.#recording.load = load;
	}

	/**
	Begins an attempt. Followed by {@link end}, {@link withdraw} or the end of the exchange.

	@param backend
	@param hasPlace - Whether it is counted among the backend's requests in flight already.
	@param trial - If the backend is down. Ends with the attempt, or when the response begins.
	*/
	begin(backend: PoolMember, hasPlace = false, trial?: Trial): void {
		if (this.count > 0) {
			this.#stripe.add(proxySlot, 'retries');
		}

		this.#tried.push(backend);
		this.#current = backend;
		this.#trial = trial;
		this.#recording.beginAttempt();
		if (!hasPlace) {
			this.#stripe.enter(backend.slot);
		}

		if (trial === undefined) {
			this.#stripe.add(backend.slot, 'requests');
		}
	}

	/** The attempt has got a connection: an idle one, or one that is being opened. */
	connectionAssigned(isReused: boolean, isTls: boolean): void {
		this.#recording.reusedConnection = isReused;
		this.#recording.isTls = isTls;
	}

	/** The new connection is established; a TLS handshake may follow. */
	connected(): void {
		this.#recording.connectedAt = performance.now();
	}

	secured(): void {
		this.#recording.securedAt = performance.now();
	}

	/** A trial could not connect to a backend that is down: not counted as an attempt. */
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

	/** Makes every backend eligible again. */
	forget(): void {
		this.#forgotten += this.#tried.length;
		this.#tried.length = 0;
		this.#silent = undefined;
	}

	/**
	Ends the current attempt; another may follow.

	@param failure - The backend's fault in words; undefined if it was not at fault.
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

	/** @param now - When the response head was received. */
	answered(status: number, now: number): void {
		if (this.#current === undefined) {
			return;
		}

		const {slot} = this.#current;
		this.#stripe.recordLatency(slot, now - this.#recording.attemptAt!);
		this.#endTrial(slot, status < 500 ? status : undefined);
		if (status >= 500) {
			this.blame();
		} else if (status === 101) {
			// A tunnel may last for hours, and its end says nothing about the backend.
			this.#isJudged = true;
			this.#stripe.succeed(slot);
		}
	}

	/** The current backend's response is a failure. Counted once per response. */
	blame(): void {
		if (this.#current !== undefined && !this.#isJudged) {
			this.#isJudged = true;
			this.#stripe.fail(this.#current.slot);
		}
	}

	/** @param isBlamed - Whether the current backend has made the client wait too long. */
	abort(isBlamed: boolean): void {
		if (this.#current !== undefined) {
			this.#stripe.add(this.#current.slot, 'aborted');
			if (isBlamed) {
				this.#stripe.abandon(this.#current.slot);
			}
		}
	}

	/** @param isGood - Whether a valid response was received. */
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
