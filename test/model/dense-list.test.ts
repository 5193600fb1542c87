import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {DenseList} from '../../source/model/dense-list.js';

test('holds what was added and not removed', () => {
	fc.assert(fc.property(fc.array(fc.record({isAddition: fc.boolean(), index: fc.nat(9)})), steps => {
		const items = Array.from({length: 10}, (_, name) => ({name, place: 0}));
		const list = new DenseList<(typeof items)[number]>();
		const expected = new Set<(typeof items)[number]>();
		for (const {isAddition, index} of steps) {
			const item = items[index]!;
			if (!isAddition) {
				list.remove(item);
				expected.delete(item);
			} else if (!expected.has(item)) {
				list.add(item);
				expected.add(item);
			}
		}

		assert.equal(list.size, expected.size);
		assert.deepEqual(new Set(list), expected);
	}));
});
