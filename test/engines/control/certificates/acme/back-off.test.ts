import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {backOffMs, retryAfterRestart} from '../../../../../source/engines/control/certificates/acme/back-off.js';

const minuteMs = 60_000;
const dayMs = 86_400_000;

test('attempts are repeated after a minute, then ever later, up to a day', () => {
	assert.deepEqual(Array.from({length: 13}, (_, index) => Math.round(backOffMs(index + 1, 0.5) / minuteMs)), [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 1440, 1440]);
	fc.assert(fc.property(fc.integer({min: 1, max: 100_000}), fc.double({min: 0, max: 1, noNaN: true}), (failures, random) => {
		const ms = backOffMs(failures, random);
		assert.ok(ms >= 0.9 * minuteMs && ms <= 1.1 * dayMs);
	}));
});

test('after a restart, an attempt may come sooner, but not at once', () => {
	assert.equal(retryAfterRestart({attemptedAt: 1000, retryAt: 1000 + dayMs}), 1000 + (15 * minuteMs));
	assert.equal(retryAfterRestart({attemptedAt: 1000, retryAt: 1000 + minuteMs}), 1000 + minuteMs);
});
