import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {allocateSharedMemory} from '../../../source/engines/shared-memory/memory-layout.js';
import {RetryBudget} from '../../../source/engines/shared-memory/retry-budget.js';

const spendAll = (budget: RetryBudget): number => {
	let spent = 0;
	while (budget.spend()) {
		spent++;
	}

	return spent;
};

const payIn = (budget: RetryBudget, exchanges: number): void => {
	for (let exchange = 0; exchange < exchanges; exchange++) {
		budget.payIn();
	}
};

test('there is a reserve before any exchange', () => {
	const budget = new RetryBudget(allocateSharedMemory(1));
	assert.deepEqual([spendAll(budget), spendAll(budget)], [128, 0]);
});

test('a fifth of the exchanges can be retried, over all workers', () => {
	const memory = allocateSharedMemory(2);
	const [budget, other] = [new RetryBudget(memory), new RetryBudget(memory)];
	spendAll(budget);
	payIn(budget, 500);
	payIn(other, 500);
	assert.deepEqual([spendAll(other), spendAll(budget)], [200, 0]);
});

test('no more than a limit is saved up', () => {
	const budget = new RetryBudget(allocateSharedMemory(1));
	payIn(budget, 100_000);
	assert.equal(spendAll(budget), 1024);
});

test('whatever comes when, retries stay within the reserve and a fifth of the exchanges', () => {
	fc.assert(fc.property(fc.array(fc.record({exchanges: fc.nat({max: 2000}), wanted: fc.nat({max: 500})}), {maxLength: 30}), steps => {
		const budget = new RetryBudget(allocateSharedMemory(1));
		let exchanges = 0;
		let retries = 0;
		for (const step of steps) {
			payIn(budget, step.exchanges);
			exchanges += step.exchanges;
			for (let attempt = 0; attempt < step.wanted; attempt++) {
				retries += budget.spend() ? 1 : 0;
			}
		}

		assert.ok(retries <= 128 + (exchanges / 5));
	}), {numRuns: 50});
});
