import assert from 'node:assert/strict';
import test from 'node:test';
import type {Status} from '../../../source/model/status.js';
import {FakeControl, fakeBackend} from '../../helpers/fake-control.js';
import {ScreenSession} from '../../helpers/screen-session.js';

const newSession = (status: Partial<Status> = {}) => new ScreenSession(new FakeControl({policy: 'weighted', backends: [fakeBackend({id: 'b1'}), fakeBackend({id: 'b2', weight: 7})], ...status}));

test('w tells the present weight of the selected backend, and enter gives it the one that was typed', async () => {
	const session = newSession();
	session.press('j', 'w');
	assert.match(session.bottom, /─ Weight of 127\.0\.0\.1:9002 ─+\n Weight\n 7 now; from 1 to 256\n/v);
	session.type('12');
	assert.match(session.bottom, /Enter changes weight of 127\.0\.0\.1:9002 from 7 to 12/v);
	session.press('enter');
	await session.settle();
	assert.deepEqual(session.control.calls, ['update b2 {"weight":12}']);
	assert.equal(session.state.mode.kind, 'browse');
	assert.match(session.bottom, /Changed weight of http:\/\/127\.0\.0\.1:9002 from 7 to 12; u undoes it/v);
	assert.match(session.screen.find(row => row.includes('127.0.0.1:9002'))!, / 12 /v);
});

test('what can be no weight is said while it is typed, and enter does not apply it', async () => {
	const session = newSession();
	session.press('w', 'ctrl-u');
	assert.match(session.bottom, / 1 now; from 1 to 256/v);
	session.press('enter');
	assert.match(session.bottom, /✖ Type a weight first, from 1 to 256/v);
	for (const text of ['0', '257', '1.5', 'x', '-1']) {
		session.press('ctrl-u');
		session.paste(text);
		session.press('enter');
		assert.match(session.bottom, new RegExp(`✖ A weight is a whole number from 1 to 256; ${text} is not`, 'v'));
	}

	await session.settle();
	assert.deepEqual(session.control.calls, []);
});

test('on the smallest screen, too, what is wrong is told to its end', () => {
	const session = newSession();
	session.change({size: {columns: 40, rows: 12}});
	session.press('w');
	session.type('999');
	assert.match(session.bottom, / 127\.0\.0\.1:9001 weight {2}999\n ✖ A weight is a whole number from 1 to\n {3}256; 999 is not\.\n enter apply {2}esc cancel/v);
});

test('a refusal of the control stays under the field, with what was typed', async () => {
	const session = newSession();
	session.press('w', 'ctrl-u', '5');
	session.control.refuse('shutting_down');
	session.press('enter', '9');
	assert.match(session.bottom, / Weight {2}5\n Changing the weight to 5…/v);
	await session.settle();
	assert.match(session.bottom, / Weight {2}5\n ✖ Refused: shutting_down\./v);
	session.press('9');
	assert.match(session.bottom, /Enter changes weight of 127\.0\.0\.1:9001 from 1 to 59/v);
	await session.control.removeBackend('b1');
	session.press('enter');
	await session.settle();
	assert.match(session.bottom, /There is no backend b1/v);
});

test('esc leaves the weight as it is, and so does enter without a change', async () => {
	const session = newSession();
	session.press('w', '5', 'esc');
	assert.equal(session.state.mode.kind, 'browse');
	session.press('w', '1', 'enter');
	assert.equal(session.state.mode.kind, 'browse');
	await session.settle();
	assert.deepEqual(session.control.calls, []);
});

test('where the policy does not look at weights, the form and the notice say so', async () => {
	const session = newSession({policy: 'round-robin'});
	session.press('w');
	assert.match(session.bottom, /1 now; from 1 to 256; round-robin ignores it/v);
	session.press('9', 'enter');
	await session.settle();
	assert.match(session.bottom, /to 9, which round-robin ignores; u\s+undoes it/v);
});

test('without a backend there is nothing to weigh; the palette finds the command, a screen that may only look does not', () => {
	const empty = newSession({backends: []});
	empty.press('w');
	assert.equal(empty.state.mode.kind, 'browse');
	const session = newSession();
	session.press(':');
	session.type('weight');
	session.press('enter');
	assert.equal(session.state.mode.kind, 'weight');
	const watching = newSession();
	watching.change({isReadOnly: true, commands: watching.state.commands.filter(({isChange}) => isChange !== true)});
	watching.press('w');
	assert.equal(watching.state.mode.kind, 'browse');
});
