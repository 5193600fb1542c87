import assert from 'node:assert/strict';
import test from 'node:test';
import {sessionSummary} from '../../source/program/session-summary.js';
import {fakeBackend, fakeStatus} from '../helpers/fake-control.js';

test('the summary has the requests, and the failed ones among them', () => {
	const {totals, ...status} = fakeStatus({backends: [fakeBackend({id: 'b1'}), fakeBackend({id: 'b2'})]});
	const carried = {...totals, requests: 1234, inFlight: 0};
	assert.equal(sessionSummary({...status, totals: carried}, status.startedAt + 61_000), 'proxy-tui carried 1,234 requests in 1 min 1 s over 2 backends.');
	assert.equal(
		sessionSummary({...status, totals: {...carried, inFlight: 2, aborted: 1, responsesByClass: [0, 0, 0, 0, 5]}}, status.startedAt),
		'proxy-tui carried 1,234 requests in 0 seconds over 2 backends. Among them: 5 answered 5xx, 1 aborted by their client, 2 cut off.',
	);
});
