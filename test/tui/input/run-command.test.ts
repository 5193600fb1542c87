import assert from 'node:assert/strict';
import test from 'node:test';
import {FakeControl, fakeBackend} from '../../helpers/fake-control.js';
import {ScreenSession} from '../../helpers/screen-session.js';

const newSession = (rows = 24) => new ScreenSession(new FakeControl({backends: [fakeBackend({id: 'b1'})]}), {columns: 80, rows});

test('q quits once, however long it is held', () => {
	const session = newSession();
	session.press('q', 'q', 'q');
	assert.equal(session.quits, 1);
});

test('ctrl-c quits in every mode, and insists each time', () => {
	const session = newSession();
	session.press('ctrl-c', 'ctrl-c');
	assert.equal(session.quits, 2);
	for (const key of ['a', 'x', '?']) {
		const other = newSession();
		other.press(key, 'ctrl-c');
		assert.equal(other.quits, 1, key);
	}
});

test('while leaving the screen says what is waited for', () => {
	const session = newSession();
	session.control.changeStatus({phase: 'leaving', totals: {...session.control.status().totals, inFlight: 3}});
	session.refresh();
	assert.match(session.bottom, /finishing 3 requests in flight; ctrl-c leaves at once/v);
	assert.match(session.bottom, /ctrl-c leave at once$/v);
	session.control.changeStatus({totals: {...session.control.status().totals, inFlight: 1}});
	session.refresh();
	assert.match(session.bottom, /finishing 1 request in flight/v);
});

test('tab switches between the lists', () => {
	const session = newSession();
	session.press('tab');
	assert.equal(session.state.pane, 'requests');
	session.press('shift-tab');
	assert.equal(session.state.pane, 'backends');
});

test('ctrl-l draws the screen anew', () => {
	const session = newSession();
	session.press('ctrl-l', 'a', 'ctrl-l');
	assert.equal(session.redraws, 2);
});
