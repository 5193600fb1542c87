import assert from 'node:assert/strict';
import test from 'node:test';
import type {Health} from '../../../source/model/backend.js';
import {alarmOf} from '../../../source/tui/terminal/alarm.js';
import {fakeBackend} from '../../helpers/fake-control.js';
import {happened} from '../../helpers/happened.js';

const down = (from: Health = 'healthy', to: Health = 'unhealthy') => happened({
	type: 'health-changed', backend: fakeBackend({id: 'b1'}), from, to, reason: 'refused',
});

test('backends that go down together call once', () => {
	let now = 0;
	const bell = alarmOf('bell', () => now);
	assert.equal(bell(down()), '\u{7}');
	now = 4999;
	assert.equal(bell(down()), undefined);
	now = 5000;
	assert.equal(bell(down()), '\u{7}');
});

test('only what goes down calls, and only who wants to be called is', () => {
	assert.equal(alarmOf('bell', () => 0)(down('unhealthy', 'healthy')), undefined);
	assert.equal(alarmOf('off', () => 0)(down()), undefined);
	assert.match(alarmOf('notification', () => 0)(down())!, /9001 is DOWN: refused/v);
});
