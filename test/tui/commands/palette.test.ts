import assert from 'node:assert/strict';
import test from 'node:test';
import {FakeControl, fakeBackend} from '../../helpers/fake-control.js';
import {ScreenSession} from '../../helpers/screen-session.js';

const newSession = () => new ScreenSession(new FakeControl({backends: [fakeBackend({id: 'b1'}), fakeBackend({id: 'b2'})]}));

test('a command is found by a part of its name, told with its key, and carried out', async () => {
	const session = newSession();
	session.press(':');
	session.type('drn');
	assert.match(session.screen.join('\n'), /^ drain +d +Drain it/mv);
	session.press('enter');
	await session.settle();
	assert.equal(session.state.mode.kind, 'browse');
	assert.deepEqual(session.control.calls, ['update b1 {"state":"draining"}']);
});

test('the arrows mark another; what could do nothing now is not offered', () => {
	const session = newSession();
	session.press(':');
	assert.doesNotMatch(session.screen.join('\n'), /Do it|leave at once/v);
	session.type('quit');
	session.press('down', 'up', 'enter');
	assert.equal(session.quits, 1);
});

test('a text that means no command says so, and enter does nothing', () => {
	const session = newSession();
	session.press(':');
	session.type('zzzz');
	assert.match(session.screen.join('\n'), /No command of that name/v);
	session.press('enter', ':', 'esc');
	assert.equal(session.state.mode.kind, 'browse');
	assert.deepEqual(session.control.calls, []);
});

test('a screen that may only look neither shows nor takes what changes anything', async () => {
	const session = newSession();
	session.change({isReadOnly: true, commands: session.state.commands.filter(({isChange}) => isChange !== true)});
	assert.match(session.screen[0]!, /read-only/v);
	assert.doesNotMatch(session.bottom, /drain|disable|remove| a add/v);
	session.press('space', 'd', 'x', 'a', 'u', 'b');
	await session.settle();
	assert.equal(session.state.mode.kind, 'browse');
	assert.deepEqual(session.control.calls, []);
	session.press('?');
	assert.doesNotMatch(session.screen.join('\n'), /Drain it/v);
});
