import assert from 'node:assert/strict';
import test from 'node:test';
import {defaultExpected, isExpectedStatus} from '../../../../source/engines/control/health/expected-status.js';

test('by default every 2xx and 3xx is expected, and nothing else', () => {
	const statuses = [0, 101, 199, 200, 204, 299, 301, 399, 400, 404, 500, 503, 999];
	assert.deepEqual(statuses.filter(status => isExpectedStatus(status, defaultExpected)), [200, 204, 299, 301, 399]);
});

test('single statuses and ranges can be mixed', () => {
	const expected = [401, [200, 204]] as const;
	assert.deepEqual([200, 204, 205, 400, 401].filter(status => isExpectedStatus(status, expected)), [200, 204, 401]);
});
