import type {HealthCells} from '../../counters/health-cells.js';
import {servingMembers} from '../../model/availability.js';
import {isAvailable} from '../../model/backend.js';
import type {PoolMember, PoolSnapshot, Policy} from '../../model/pool.js';
import type {Choice} from './choice.js';
import {firstTiers} from './first-tiers.js';
import type {BalancingPolicy, Choose, RequestFacts} from './policy.js';

/** Chooses a backend for each exchange from the newest snapshot and the health that all threads share. */
export class Balancer {
	readonly #health: HealthCells;
	readonly #policies: Readonly<Record<PoolSnapshot['policy'], BalancingPolicy>>;
	readonly #random: () => number;
	#policy: BalancingPolicy;
	#policyName: Policy = 'round-robin';
	#members: readonly PoolMember[] = [];
	#candidates: readonly PoolMember[] = [];
	#choose: Choose | undefined;
	#choice: Choice = {policy: 'round-robin', kind: 'policy', available: 0};
	#candidatesEpoch: number | undefined;
	#panicThreshold = 0;

	constructor(
		health: HealthCells,
		policies: Readonly<Record<PoolSnapshot['policy'], BalancingPolicy>>,
		random: () => number = Math.random,
	) {
		this.#health = health;
		this.#policies = policies;
		this.#policy = policies['round-robin'];
		this.#random = random;
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
		this.#lookAgain();
		return this.#choose?.(request);
	}

	/**
	Another backend for an exchange whose earlier tries failed; undefined when none is left. A policy that takes turns is not
	asked, because the turn was used up already: then at random, so that those who inherit the traffic of a dying backend share it.
	*/
	chooseAnother(tried: readonly PoolMember[], request: RequestFacts): PoolMember | undefined {
		this.#lookAgain();
		const left = this.#candidates.filter(candidate => tried.every(member => member.slot !== candidate.slot));
		if (left.length === 0) {
			return undefined;
		}

		return this.#policy.takesTurns
			? left[Math.trunc(this.#random() * left.length)]
			: this.#policy.prepare(left, left.map(member => this.#effectiveWeight(member)))(request);
	}

	/** Whether a backend may go on with sessions that it has. One that drains takes no new ones. */
	mayContinue({state, slot}: PoolMember): boolean {
		return isAvailable(state === 'draining' ? 'active' : state, this.#health.get(slot)) && !this.#health.isEjected(slot);
	}

	/** What leads to the backends that are chosen now. The same object until the pool changes. */
	get choice(): Choice {
		this.#lookAgain();
		return this.#choice;
	}

	/** Less than its weight for a backend that came a short while ago. */
	#effectiveWeight({weight, slot}: PoolMember): number {
		return weight * this.#health.share(slot);
	}

	/** Only when the pool or any backend's health has changed, so choosing costs the same for any number. */
	#lookAgain(): void {
		const {epoch} = this.#health;
		if (this.#candidatesEpoch === epoch) {
			return;
		}

		this.#candidatesEpoch = epoch;
		this.#candidates = firstTiers(servingMembers(
			this.#members,
			({slot}) => ({health: this.#health.get(slot), isEjected: this.#health.isEjected(slot)}),
			this.#panicThreshold,
		).members);
		this.#choice = {policy: this.#policyName, kind: 'policy', available: this.#candidates.length};
		this.#choose = this.#candidates.length === 0
			? undefined
			: this.#policy.prepare(this.#candidates, this.#candidates.map(member => this.#effectiveWeight(member)));
	}
}
