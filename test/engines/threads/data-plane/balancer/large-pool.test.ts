import assert from 'node:assert/strict';
import test from 'node:test';
import {HealthCells} from '../../../../../source/engines/shared-memory/health-cells.js';
import {allocateSharedMemory} from '../../../../../source/engines/shared-memory/memory-layout.js';
import {policies, type Policy} from '../../../../../source/model/pool.js';
import {Balancer} from '../../../../../source/engines/threads/data-plane/balancer/balancer.js';
import {createPolicies} from '../../../../../source/engines/threads/data-plane/balancer/policies.js';
import {membersOf, requestOf, snapshotOf} from './members.js';

const backends = 5000;
const members = membersOf(Array.from({length: backends}, () => 1));

/** A balancer that counts how often it makes its list, on a clock that is set by hand. */
const start = (policy: Policy = 'round-robin') => {
	const memory = allocateSharedMemory(1);
	const health = new HealthCells(memory);
	const all = createPolicies(memory);
	const clock = {now: 0};
	const made = {lists: 0};
	const counted = {
		...all,
		[policy]: {
			...all[policy],
			prepare(...given: Parameters<(typeof all)[Policy]['prepare']>) {
				made.lists++;
				return all[policy].prepare(...given);
			},
		},
	};
	const balancer = new Balancer(health, counted, Math.random, () => clock.now);
	balancer.apply(snapshotOf(policy, members));
	return {balancer, health, clock, made};
};

test('however many come and go, the list is made at most every few milliseconds, and no backend that is down is chosen', () => {
	const {balancer, health, clock, made} = start();
	const requests = 1000;
	for (let number = 0; number < requests; number++) {
		// A hundred times as many as there are requests in a millisecond.
		health.set(1 + ((number * 7) % (backends / 2)), number % 3 === 0 ? 'healthy' : 'unhealthy');
		clock.now += 0.1;
		assert.equal(health.get(balancer.choose(requestOf(number))!.slot) === 'unhealthy', false);
	}

	// 10 ms each, and one more whenever a backend was chosen that had just gone down.
	assert.ok(made.lists < requests / 4, `${made.lists} lists for ${requests} requests`);
	assert.ok(made.lists >= 10);
});

test('a list that rests is made anew at once for a new snapshot, when it is empty, and when its time is up', () => {
	const {balancer, health, clock, made} = start('first');
	assert.equal(balancer.choose(requestOf(0))!.slot, 1);
	health.set(1, 'unhealthy');
	assert.equal(balancer.choose(requestOf(0))!.slot, 2, 'the one that was on the list is down');
	health.set(1, 'healthy');
	const {lists} = made;
	assert.equal(balancer.choose(requestOf(0))!.slot, 2, 'the first is back, which can wait');
	assert.equal(made.lists, lists);
	clock.now += 10;
	assert.equal(balancer.choose(requestOf(0))!.slot, 1);

	health.set(1, 'unhealthy');
	assert.equal(balancer.choose(requestOf(0))!.slot, 2);
	health.set(1, 'healthy');
	balancer.apply(snapshotOf('first', members.slice(0, 4000), 2));
	assert.equal(balancer.choose(requestOf(0))!.slot, 1);

	for (const {slot} of members) {
		health.set(slot, 'unhealthy');
	}

	assert.equal(balancer.choose(requestOf(0)), undefined);
	health.set(4000, 'healthy');
	assert.equal(balancer.choose(requestOf(0))!.slot, 4000);
	health.setEjected(4000, true);
	health.set(3000, 'healthy');
	assert.equal(balancer.choose(requestOf(0))!.slot, 3000);
});

for (const policy of policies) {
	test(`${policy}: an exchange that is tried again is not given to one that has just gone down`, () => {
		const {balancer, health} = start(policy);
		const chosen = balancer.choose(requestOf(0))!;
		const up = members.find(member => member !== chosen)!;
		for (const member of members) {
			if (member !== up) {
				health.set(member.slot, 'unhealthy');
			}
		}

		assert.equal(balancer.chooseAnother(member => member !== chosen, requestOf(0)), up);
		assert.equal(balancer.hasAny(member => member !== chosen), true);
		health.set(up.slot, 'unhealthy');
		assert.equal(balancer.hasAny(member => member !== chosen), false);
	});
}
