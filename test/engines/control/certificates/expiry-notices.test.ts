import assert from 'node:assert/strict';
import test from 'node:test';
import {ExpiryNotices} from '../../../../source/engines/control/certificates/expiry-notices.js';

const dayMs = 86_400_000;

test('an expiring certificate is reported two weeks, three days and no day ahead, a renewed one again', () => {
	const notices = new ExpiryNotices();
	const expiring = (notAfter: number) => [{names: ['a'], issuer: 'b', notBefore: 0, source: 'file', notAfter}];
	const told = Array.from({length: 40}, (_, day) => day).filter(day => notices.due(expiring(30 * dayMs), day * dayMs).length > 0);
	assert.deepEqual(told, [17, 28, 31]);
	assert.deepEqual(notices.due(expiring(130 * dayMs), 40 * dayMs), []);
	assert.equal(notices.due(expiring(130 * dayMs), 120 * dayMs).length, 1);
});

test('one that is yet to be renewed by itself is reported only if that has failed', () => {
	const notices = new ExpiryNotices();
	const certificate = {names: ['a'], issuer: 'b', notBefore: 0, source: 'file', notAfter: 6 * dayMs, renewsAt: 4 * dayMs};
	assert.deepEqual(notices.due([certificate], 4 * dayMs), []);
	const failing = {...certificate, renewsAt: 4.5 * dayMs, problem: 'no answer'};
	assert.deepEqual(notices.due([failing], 4.1 * dayMs), [failing]);
});
