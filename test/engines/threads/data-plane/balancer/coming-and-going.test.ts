import assert from 'node:assert/strict';
import test, {type TestContext} from 'node:test';
import {HealthCells} from '../../../../../source/engines/shared-memory/health-cells.js';
import {allocateSharedMemory} from '../../../../../source/engines/shared-memory/memory-layout.js';
import {Stripe} from '../../../../../source/engines/shared-memory/stripe.js';
import {policies, type Policy, type PoolMember} from '../../../../../source/model/pool.js';
import {Balancer} from '../../../../../source/engines/threads/data-plane/balancer/balancer.js';
import {createPolicies} from '../../../../../source/engines/threads/data-plane/balancer/policies.js';
import {sharesHold} from './chi-square.js';
import {membersOf, requestOf, snapshotOf} from './members.js';

const exchanges = 18_000;
const weights = [5, 3, 2, 2];

const startBalancer = (policy: Policy, members: readonly PoolMember[]) => {
	const memory = allocateSharedMemory(1);
	const balancer = new Balancer(new HealthCells(memory), createPolicies(memory));
	balancer.apply(snapshotOf(policy, members));
	return {balancer, health: new HealthCells(memory), stripe: new Stripe(memory, 0)};
};

const except = (...members: readonly PoolMember[]) => (member: PoolMember): boolean => !members.includes(member);

const count = (balancer: Balancer, slots: number): number[] => {
	const counts = Array.from({length: slots}, () => 0);
	for (let number = 0; number < exchanges; number++) {
		counts[balancer.choose(requestOf(number))!.slot - 1]!++;
	}

	return counts;
};

const sharesOf = (policy: Policy, present: readonly number[]): readonly number[] => {
	if (policy === 'first') {
		return present.map((_, index) => index === present.findIndex(weight => weight > 0) ? 1 : 0);
	}

	return policy === 'round-robin' ? present.map(weight => weight === 0 ? 0 : 1) : present;
};

const arePresent = (t: TestContext, balancer: Balancer, [policy, name]: readonly [Policy, string], present: readonly number[]): boolean => {
	const counts = count(balancer, present.length);
	const shares = sharesOf(policy, present);
	for (const [index, share] of shares.entries()) {
		assert.equal(counts[index] === 0, share === 0, `${name}: backend ${index} was chosen ${counts[index]} times`);
	}

	const kept = shares.map((_, index) => index).filter(index => shares[index]! > 0);
	return kept.length === 1 || sharesHold(t, `${policy}, ${name}`, kept.map(index => counts[index]!), kept.map(index => shares[index]!));
};

for (const policy of policies) {
	test(`${policy}: a backend that is down, removed, added, starting slowly or given another weight leaves the proportions of the others`, t => {
		const members = membersOf(weights);
		const {balancer, health} = startBalancer(policy, members);
		assert.ok(arePresent(t, balancer, [policy, 'all'], weights));
		health.set(1, 'unhealthy');
		assert.ok(arePresent(t, balancer, [policy, 'first down'], [0, 3, 2, 2]));
		health.set(1, 'healthy');
		health.set(3, 'unhealthy');
		assert.ok(arePresent(t, balancer, [policy, 'third down'], [5, 3, 0, 2]));
		health.set(3, 'healthy');
		assert.ok(arePresent(t, balancer, [policy, 'all again'], weights));
		health.setShare(1, 0.5);
		assert.ok(arePresent(t, balancer, [policy, 'first on the way to its weight'], [2.5, 3, 2, 2]));
		health.setShare(1, 1);
		balancer.apply(snapshotOf(policy, members.filter(({slot}) => slot !== 2), 2));
		assert.ok(arePresent(t, balancer, [policy, 'second removed'], [5, 0, 2, 2]));
		balancer.apply(snapshotOf(policy, membersOf([...weights, 4]), 3));
		assert.ok(arePresent(t, balancer, [policy, 'one more'], [...weights, 4]));
		balancer.apply(snapshotOf(policy, membersOf([1, 3, 2, 2]), 4));
		assert.ok(arePresent(t, balancer, [policy, 'another weight'], [1, 3, 2, 2]));
		balancer.apply(snapshotOf(policy, members.map(member => ({...member, state: member.slot === 1 ? 'draining' : 'active'})), 5));
		assert.ok(arePresent(t, balancer, [policy, 'first draining'], [0, 3, 2, 2]));
	});

	test(`${policy}: without an available backend there is no choice, and a tried one is not chosen again`, () => {
		const members = membersOf([1, 1, 1]);
		const {balancer, health} = startBalancer(policy, members);
		const chosen = balancer.choose(requestOf(1))!;
		const second = balancer.chooseAnother(except(chosen), requestOf(1))!;
		const third = balancer.chooseAnother(except(chosen, second), requestOf(1))!;
		assert.deepEqual(new Set([chosen.slot, second.slot, third.slot]), new Set([1, 2, 3]));
		assert.equal(balancer.chooseAnother(except(...members), requestOf(1)), undefined);
		assert.deepEqual([balancer.hasAny(except(chosen)), balancer.hasAny(except(...members))], [true, false]);
		for (const {slot} of members) {
			health.set(slot, 'unhealthy');
		}

		assert.equal(balancer.choose(requestOf(2)), undefined);
	});
}

test('a policy that was changed is in force at once', () => {
	const members = membersOf([1, 1, 1]);
	const {balancer} = startBalancer('round-robin', members);
	balancer.choose(requestOf(1));
	balancer.apply(snapshotOf('first', members, 2));
	assert.deepEqual([1, 2, 3].map(number => balancer.choose(requestOf(number))!.slot), [1, 1, 1]);
});

test('a failed exchange of the policy "first" goes to the next in order', () => {
	const members = membersOf([1, 1, 1, 1]);
	const {balancer} = startBalancer('first', members);
	assert.equal(balancer.chooseAnother(except(members[0]!, members[1]!), requestOf(1))!.slot, 3);
});
