import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {changedList, listChange} from '../../source/model/list-change.js';

test('a change turns one list into the other, without their common beginning and end', () => {
	const lists = fc.array(fc.integer({min: 0, max: 4}), {maxLength: 12});
	fc.assert(fc.property(lists, lists, (before, after) => {
		const change = listChange(before, after);
		assert.deepEqual(changedList(before, change), after);
		const {gone, come} = change;
		if (gone.length > 0 && come.length > 0) {
			assert.notEqual(gone[0], come[0]);
			assert.notEqual(gone.at(-1), come.at(-1));
		}
	}));
});

test('one changed among thousands is a change of one', () => {
	const members = Array.from({length: 10_000}, (_, slot) => ({slot}));
	const other = {slot: 5000};
	assert.deepEqual(listChange(members, members.with(5000, other)), {start: 5000, gone: [members[5000]], come: [other]});
	assert.deepEqual(listChange(members, members), {start: 10_000, gone: [], come: []});
});
