import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {rendezvous} from '../../../../../source/engines/threads/data-plane/balancer/rendezvous.js';
import {sharesHold} from './chi-square.js';
import {membersOf} from './members.js';

const keys = Array.from({length: 30_000}, (_, index) => `/products/${index}?from=list`);
const anyWeights = fc.array(fc.integer({min: 1, max: 256}), {minLength: 2, maxLength: 12});

test('each backend gets its weight\'s share of the keys', t => {
	for (const weights of [[1, 1, 1, 1, 1], [1, 2, 3, 4], [256, 1, 64]]) {
		const backendOf = rendezvous(membersOf(weights), weights);
		const counts = weights.map(() => 0);
		for (const key of keys) {
			counts[backendOf(key).slot - 1]!++;
		}

		assert.ok(sharesHold(t, `weights ${weights.join(' ')}`, counts, weights));
	}
});

test('removing a backend moves its own keys only, to the others by their weights', t => {
	const weights = [1, 2, 3, 4];
	const members = membersOf(weights);
	const before = rendezvous(members, weights);
	for (const gone of members) {
		const left = members.filter(member => member !== gone);
		const after = rendezvous(left, left.map(({weight}) => weight));
		const inherited = left.map(() => 0);
		for (const key of keys) {
			const backend = before(key);
			if (backend === gone) {
				inherited[left.indexOf(after(key))]!++;
			} else {
				assert.equal(after(key), backend);
			}
		}

		assert.ok(sharesHold(t, `heirs of weight ${gone.weight}`, inherited, left.map(({weight}) => weight)));
	}
});

test('the property holds for any pool, any key and any backend that goes', () => {
	fc.assert(fc.property(anyWeights, fc.string(), fc.nat(), (weights, key, place) => {
		const members = membersOf(weights);
		const gone = members[place % members.length]!;
		const left = members.filter(member => member !== gone);
		const before = rendezvous(members, weights)(key);
		const after = rendezvous(left, left.map(({weight}) => weight))(key);
		assert.ok(before === gone || after === before);
	}));
});

test('a greater weight never loses a key, and the order of the pool does not matter', () => {
	fc.assert(fc.property(anyWeights, fc.string(), fc.nat(), (weights, key, place) => {
		const members = membersOf(weights);
		const index = place % members.length;
		const chosen = rendezvous(members, weights)(key);
		assert.equal(rendezvous(members.toReversed(), weights.toReversed())(key), chosen);
		const raised = weights.with(index, weights[index]! + 10);
		const then = rendezvous(members, raised)(key);
		assert.ok(then === chosen || then === members[index]);
	}));
});
