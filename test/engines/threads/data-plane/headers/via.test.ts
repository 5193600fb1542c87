import assert from 'node:assert/strict';
import test from 'node:test';
import {extendedVia, pseudonymOf} from '../../../../../source/engines/threads/data-plane/headers/via.js';

const own = pseudonymOf('0123456789abcdef');
const other = pseudonymOf('fedcba9876543210');

test('the first in a row begins', () => {
	assert.equal(extendedVia(undefined, '1.1', own, false), `1.1 ${own}`);
	assert.equal(extendedVia(undefined, '1.0', own, true), `1.0 ${own}`);
});

test('the fields of a trusted peer are kept', () => {
	assert.equal(extendedVia('1.0 fred, 1.1 example.com (Apache)', '1.1', own, true), `1.0 fred, 1.1 example.com (Apache), 1.1 ${own}`);
});

test('of others only instances of this program are kept, so that a circle of several is found', () => {
	assert.equal(extendedVia(`1.0 fred, 1.1 ${other},1.1 proxy-tui, 1.1 proxy-tui-x`, '1.1', own, false), `1.1 ${other}, 1.1 ${own}`);
	assert.equal(extendedVia('1.0 fred', '1.1', own, false), `1.1 ${own}`);
});
