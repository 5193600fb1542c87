import assert from 'node:assert/strict';
import test from 'node:test';
import {keyedHash} from '../../../source/engines/shared-memory/keyed-hash.js';

const key = Uint32Array.of(0x03_02_01_00, 0x07_06_05_04);

test('agrees with the vector of its designers for the bytes 0 to 7 under the key 0 to 7', () => {
	assert.equal(keyedHash(key, 0x03_02_01_00, 0x07_06_05_04), 0x8F_84_B8_D0);
});

test('consecutive messages spread evenly, and otherwise under another key', () => {
	const spread = (words: Uint32Array) => {
		const counts = new Uint32Array(64);
		for (let message = 0; message < 64_000; message++) {
			counts[keyedHash(words, message, 0) % 64]! += 1;
		}

		return counts;
	};

	const counts = spread(key);
	// Five standard deviations from the mean of 1000.
	assert.ok(counts.every(count => Math.abs(count - 1000) < 160), counts.join(','));
	assert.notDeepEqual(spread(Uint32Array.of(1, 2)), counts);
});
