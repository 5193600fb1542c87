import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {p2c} from '../../../../../source/engines/threads/data-plane/balancer/p2c.js';
import {sharesHold} from './chi-square.js';
import {membersOf, requestOf} from './members.js';

type World = {
	readonly weights: readonly number[];
	/** By slot. */
	readonly inFlight?: Readonly<Record<number, number>>;
	readonly latencies?: Readonly<Record<number, number>>;
};

const count = ({weights, inFlight = {}, latencies = {}}: World, draw: () => number = Math.random, exchanges = 20_000): number[] => {
	const choose = p2c({inFlight: slot => inFlight[slot] ?? 0}, {read: slot => latencies[slot] ?? 0}, draw).prepare(membersOf(weights), weights);
	const counts = weights.map(() => 0);
	for (let exchange = 0; exchange < exchanges; exchange++) {
		counts[choose(requestOf(exchange)).slot - 1]!++;
	}

	return counts;
};

test('equally good backends get their weights\' shares', t => {
	assert.ok(sharesHold(t, 'unknown latencies', count({weights: [1, 2, 3, 4]}), [1, 2, 3, 4]));
	assert.ok(sharesHold(t, 'one outweighs all others', count({weights: [10, 1, 1]}), [10, 1, 1]));
	assert.ok(sharesHold(t, 'two', count({weights: [3, 1]}), [3, 1]));
	assert.ok(sharesHold(t, 'same latencies', count({weights: [1, 1, 1], latencies: {1: 5, 2: 5, 3: 5}}), [1, 1, 1]));
});

test('of two equal weights, always both are looked at', () => {
	assert.deepEqual(count({weights: [1, 1], latencies: {1: 10, 2: 11}}), [20_000, 0]);
	assert.deepEqual(count({weights: [1, 1], inFlight: {1: 1}}), [0, 20_000]);
});

test('latency and load are weighed against each other', () => {
	assert.deepEqual(count({weights: [1, 1], latencies: {1: 10, 2: 30}, inFlight: {1: 1}}), [20_000, 0]);
	assert.deepEqual(count({weights: [1, 1], latencies: {1: 10, 2: 30}, inFlight: {1: 3}}), [0, 20_000]);
});

test('the slowest of many is never chosen where weights are equal', () => {
	const counts = count({
		weights: [1, 1, 1, 1], latencies: {
			1: 5, 2: 5, 3: 50, 4: 5,
		},
	});
	assert.equal(counts[2], 0);
	assert.ok(counts.toSpliced(2, 1).every(each => each > 5000), counts.join(' '));
});

test('what is in flight counts by weight', () => {
	// Half as busy for its weight, though it has more.
	assert.equal(count({weights: [4, 4, 1], inFlight: {1: 8, 2: 8, 3: 4}}, Math.random, 2000)[2], 0);
});

test('two draws are two backends unless one outweighs all others', () => {
	fc.assert(fc.property(
		fc.array(fc.integer({min: 1, max: 256}), {minLength: 2, maxLength: 20}),
		fc.double({
			min: 0, max: 1, maxExcluded: true, noNaN: true,
		}),
		fc.double({
			min: 0, max: 1, maxExcluded: true, noNaN: true,
		}),
		(weights, first, second) => {
			const total = weights.reduce((sum, weight) => sum + weight, 0);
			fc.pre(Math.max(...weights) * 2 <= total);
			const draws = [first, second];
			const read = new Set<number>();
			p2c({inFlight: () => 0}, {
				read(slot) {
					read.add(slot);
					return 1;
				},
			}, () => draws.shift()!).prepare(membersOf(weights), weights)(requestOf(0));
			assert.equal(read.size, 2);
		},
	));
});
