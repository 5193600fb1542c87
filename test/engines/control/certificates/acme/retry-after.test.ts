import assert from 'node:assert/strict';
import test from 'node:test';
import {retryAfterMs} from '../../../../../source/engines/control/certificates/acme/retry-after.js';

test('a time to wait is read in seconds and as a date; one that is past is no time, nonsense is none', () => {
	const now = Date.parse('2026-01-01T00:00:00Z');
	assert.equal(retryAfterMs('120', now), 120_000);
	assert.equal(retryAfterMs('Thu, 01 Jan 2026 00:00:30 GMT', now), 30_000);
	assert.equal(retryAfterMs('Wed, 31 Dec 2025 00:00:00 GMT', now), 0);
	assert.equal(retryAfterMs('soon', now), undefined);
	assert.equal(retryAfterMs(undefined, now), undefined);
});
