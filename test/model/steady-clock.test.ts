import assert from 'node:assert/strict';
import test from 'node:test';
import {steadyNow, wallTime} from '../../source/model/steady-clock.js';

const hour = 3_600_000;

for (const jumpMs of [hour, -hour, 5000, -5000]) {
	test(`a system clock that is set by ${jumpMs} ms moves what is printed and nothing else`, t => {
		const realNow = Date.now;
		const before = steadyNow();
		const printedBefore = wallTime(before);
		t.mock.method(Date, 'now', () => realNow() + jumpMs);
		assert.ok(Math.abs(steadyNow() - before) < 4000);
		assert.ok(Math.abs(wallTime(before) - printedBefore - jumpMs) < 2000);
		const printed = wallTime(before);
		assert.equal(wallTime(before), printed);
		t.mock.restoreAll();
		assert.ok(Math.abs(wallTime(before) - printedBefore) < 2000);
	});
}

test('a system clock that is set by less, or drifts, does not make a moment another one', t => {
	const realNow = Date.now;
	const at = steadyNow();
	const printed = wallTime(at);
	let aheadMs = 0;
	t.mock.method(Date, 'now', () => realNow() + aheadMs);
	for (aheadMs = -900; aheadMs < 900; aheadMs += 50) {
		assert.equal(wallTime(at), printed);
	}
});
