import type {HealthCells} from '../../../shared-memory/health-cells.js';
import {servingMembers} from '../../../../model/availability.js';
import {isAvailable} from '../../../../model/backend.js';
import {healthHint} from '../../../../model/health-failure.js';
import type {PoolMember, PoolSnapshot, Policy} from '../../../../model/pool.js';
import type {Login} from '../forwarding/connection-login.js';
import type {Choice} from './choice.js';
import {firstTiers} from './first-tiers.js';
import type {BalancingPolicy, Choose, RequestFacts} from './policy.js';

/** Rebuilding a list of this many backends because of health is limited to once per millisecond. */
const listedPerMs = 500;

/** Chooses a backend for each exchange from the newest snapshot and the health that all threads share. */
export class Balancer {
	readonly #health: HealthCells;
	readonly #policies: Readonly<Record<PoolSnapshot['policy'], BalancingPolicy>>;
	readonly #random: () => number;
	readonly #now: () => number;
	#policy: BalancingPolicy;
	#policyName: Policy = 'round-robin';
	#members: readonly PoolMember[] = [];
	#candidates: readonly PoolMember[] = [];
	#choose: Choose | undefined;
	#choice: Choice = {policy: 'round-robin', kind: 'policy', available: 0};
	#candidatesEpoch: number | undefined;
	#isPanic = false;
	#hint: string | undefined;
	#silent: readonly PoolMember[] = [];
	/** Computed on first use. */
	#keepers: ReadonlySet<number> | undefined;
	/** Before this time, a change of health alone does not rebuild the list. */
	#restsUntil = 0;
	#panicThreshold = 0;

	/**
	@param health
	@param policies
	@param random - From 0 up to, but not including, 1.
	@param now - In milliseconds, at the pace of real time.
	*/
	constructor(
		health: HealthCells,
		policies: Readonly<Record<PoolSnapshot['policy'], BalancingPolicy>>,
		random: () => number = Math.random,
		now = () => performance.now(),
	) {
		this.#health = health;
		this.#policies = policies;
		this.#policy = policies['round-robin'];
		this.#random = random;
		this.#now = now;
	}

	apply(snapshot: PoolSnapshot): void {
		this.#policy = this.#policies[snapshot.policy];
		this.#policyName = snapshot.policy;
		this.#members = snapshot.members;
		this.#panicThreshold = snapshot.traffic.panicThreshold ?? 0;
		this.#candidatesEpoch = undefined;
	}

	/** The backend for a new exchange; undefined when none is available. */
	choose(request: RequestFacts): PoolMember | undefined {
		this.#refresh();
		const chosen = this.#choose?.(request);
		if (chosen === undefined || this.#mayStillServe(chosen)) {
			return chosen;
		}

		this.#rebuild();
		return this.#choose?.(request);
	}

	/**
	Another backend for an exchange whose first choice failed or is full; undefined when none is left. A policy that takes turns
	has used up the exchange's turn, so the choice is random: the remaining backends share the traffic of a failing one.

	@param isEligible - Whether an available backend may be chosen.
	@param request
	*/
	chooseAnother(isEligible: (member: PoolMember) => boolean, request: RequestFacts): PoolMember | undefined {
		this.#refresh();
		const left = this.#candidates.filter(candidate => isEligible(candidate) && this.#mayStillServe(candidate));
		if (left.length === 0) {
			return undefined;
		}

		return this.#policy.takesTurns
			? left[Math.trunc(this.#random() * left.length)]
			: this.#policy.prepare(left, left.map(member => this.#effectiveWeight(member)))(request);
	}

	/** Whether any available backend is eligible. */
	hasAny(isEligible: (member: PoolMember) => boolean): boolean {
		this.#refresh();
		return this.#candidates.some(candidate => isEligible(candidate) && this.#mayStillServe(candidate));
	}

	/** Whether a backend may serve its existing sessions. A draining backend takes no new ones. */
	mayContinue({state, slot}: PoolMember): boolean {
		return isAvailable(state === 'draining' ? 'active' : state, this.#health.get(slot)) && !this.#health.isEjected(slot);
	}

	/** Slots of the backends that may serve connections authenticated with them. The same object until the set changes. */
	get keepers(): ReadonlySet<number> {
		if (this.#candidatesEpoch !== this.#health.epoch) {
			this.#rebuild();
		}

		this.#keepers ??= new Set([
			...this.#isPanic ? this.#candidates : [],
			...this.#members.filter(({state, slot}) => isAvailable(state, this.#health.get(slot)) && !this.#health.isEjected(slot)),
		].map(({slot}) => slot));
		return this.#keepers;
	}

	/** Whether a client may keep the backend that authenticated its connection. A handshake that began as a trial of a backend that is down continues until the trial is decided. */
	mayKeep({backend, isOnTrial}: Login): boolean {
		return this.keepers.has(backend.slot) || (isOnTrial && this.#members.some(member => member.slot === backend.slot && this.#isSilent(member)));
	}

	/** Policy and number of candidates now. The same object until the pool changes. */
	get choice(): Choice {
		this.#refresh();
		return this.#choice;
	}

	/** If none is available: the active backends that are down for lack of a connection or response, which may have recovered. */
	get silent(): readonly PoolMember[] {
		this.#refresh();
		return this.#silent;
	}

	/** Advice in words if none is available because health checks failed. */
	get hint(): string | undefined {
		this.#refresh();
		return this.#hint;
	}

	/** Reduced during slow start. */
	#effectiveWeight({weight, slot}: PoolMember): number {
		return weight * this.#health.share(slot);
	}

	/** Whether a listed backend would still be listed now. */
	#mayStillServe({state, slot}: PoolMember): boolean {
		return this.#candidatesEpoch === this.#health.epoch
			|| this.#isPanic
			|| (isAvailable(state, this.#health.get(slot)) && !this.#health.isEjected(slot));
	}

	/**
	Rebuilds only after a change of the pool or of any backend's health, so that a choice costs the same for any number of backends.
	A large pool changes all the time: there a list is kept for a moment nevertheless, and only the chosen backend is checked.
	*/
	#refresh(): void {
		if (this.#candidatesEpoch === this.#health.epoch) {
			return;
		}

		if (this.#candidatesEpoch === undefined || this.#candidates.length === 0 || this.#now() >= this.#restsUntil) {
			this.#rebuild();
		}
	}

	#rebuild(): void {
		this.#keepers = undefined;
		this.#candidatesEpoch = this.#health.epoch;
		const {members, isPanic} = servingMembers(
			this.#members,
			({slot}) => ({health: this.#health.get(slot), isEjected: this.#health.isEjected(slot)}),
			this.#panicThreshold,
		);
		this.#isPanic = isPanic;
		this.#candidates = firstTiers(members);
		this.#hint = members.length === 0 ? this.#findHint() : undefined;
		this.#silent = members.length === 0 ? this.#members.filter(member => this.#isSilent(member)) : [];
		this.#choice = {policy: this.#policyName, kind: 'policy', available: this.#candidates.length};
		this.#choose = this.#candidates.length === 0
			? undefined
			: this.#policy.prepare(this.#candidates, this.#candidates.map(member => this.#effectiveWeight(member)));
		this.#restsUntil = this.#now() + Math.trunc(this.#members.length / listedPerMs);
	}

	#isSilent({state, slot}: PoolMember): boolean {
		return state === 'active' && this.#health.get(slot) === 'unhealthy' && this.#health.failure(slot) === 'no-answer' && !this.#health.isEjected(slot);
	}

	#findHint(): string | undefined {
		for (const {state, slot} of this.#members) {
			const failure = this.#health.failure(slot);
			const hint = state === 'active' && this.#health.get(slot) === 'unhealthy' ? healthHint(failure) : undefined;
			if (hint !== undefined) {
				return `A health check got ${failure}. If the backend is healthy, ${hint}.`;
			}
		}

		return undefined;
	}
}
