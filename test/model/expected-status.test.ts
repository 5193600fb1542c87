import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {defaultExpected, formatExpectedStatus, isExpectedStatus, parseExpectedStatus} from '../../source/model/expected-status.js';

test('reads statuses and ranges', () => {
	assert.deepEqual(parseExpectedStatus('200,204, 301-303'), [200, 204, [301, 303]]);
});

for (const text of ['', '99', '600', '200-', '-200', '300-200', '2xx', '200;204', '200,,204']) {
	test(`"${text}" is no list of statuses`, () => {
		assert.equal(parseExpectedStatus(text), undefined);
	});
}

const status = fc.integer({min: 100, max: 599});

test('what was read and is written can be read again', () => {
	const range = fc.tuple(status, status).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
	fc.assert(fc.property(fc.array(fc.oneof(status, range), {minLength: 1}), expected => {
		assert.deepEqual(parseExpectedStatus(formatExpectedStatus(expected)), expected);
	}));
});

test('by default every 2xx and 3xx is expected, and nothing else', () => {
	const statuses = [0, 101, 199, 200, 204, 299, 301, 399, 400, 404, 500, 503, 999];
	assert.deepEqual(statuses.filter(one => isExpectedStatus(one, defaultExpected)), [200, 204, 299, 301, 399]);
});

test('single statuses and ranges can be mixed', () => {
	const expected = [401, [200, 204]] as const;
	assert.deepEqual([200, 204, 205, 400, 401].filter(one => isExpectedStatus(one, expected)), [200, 204, 401]);
});
