import assert from 'node:assert/strict';
import test from 'node:test';
import {FakeControl, fakeBackend} from '../../helpers/fake-control.js';
import {ScreenSession} from '../../helpers/screen-session.js';

const newSession = () => new ScreenSession(new FakeControl({
	backends: [
		fakeBackend({id: 'b1', connections: 1}),
		fakeBackend({id: 'b2', connections: 3, health: 'unhealthy'}),
		fakeBackend({id: 'b3', connections: 2}),
	],
}));

const listed = (session: ScreenSession): string => session.screen.flatMap(row => /^..[●✖○].*:900(?<last>\d)/v.exec(row)?.groups?.['last'] ?? []).join(' ');

test('s sorts by a column, r turns it round, and what comes first then is selected', () => {
	const session = newSession();
	session.press('j', 'j', 's', 'c');
	assert.equal(listed(session), '2 3 1');
	assert.equal(session.state.selection.id, 'b2');
	assert.match(session.screen.join('\n'), /by connections, highest first/v);
	session.press('r');
	assert.equal(listed(session), '1 3 2');
	assert.equal(session.state.selection.id, 'b1');
	session.control.changeBackend('b1', {connections: 9});
	session.refresh();
	assert.equal(session.state.selection.id, 'b1', 'whatever changes then, the selection stays on its backend');
	session.control.changeBackend('b1', {connections: 1});
	session.refresh();
	session.press('s', 'g');
	assert.equal(listed(session), '2 1 3');
	session.press('s', 'esc');
	assert.equal(session.state.mode.kind, 'browse');
});

test('f lists only the backends with what is typed in their URL, and says so', () => {
	const session = newSession();
	session.press('f');
	assert.match(session.bottom, /Part of a URL, such as :9091/v);
	session.type('9003');
	assert.equal(listed(session), '3');
	assert.equal(session.state.selection.id, 'b3');
	assert.match(session.bottom, /─ Find backends ─[\s\S]* Find {2}9003 *\n 1 of 3 has it in the URL/v);
	session.press('backspace', 'enter');
	assert.equal(listed(session), '1 2 3');
	assert.match(session.screen.join('\n'), /Backends {2}only those with 900, of 3 ─/v);
	session.press('f');
	session.type('17');
	assert.match(session.screen.join('\n'), /No listed backend has 90017 in its URL\. esc lists all[\s\S]*0 of 3 have it in the URL/v);
	session.press('esc');
	assert.equal(session.state.order.search, '900', 'back to what was listed before');
	session.press('!');
	assert.equal(listed(session), '2');
	assert.match(session.screen.join('\n'), /only those with problems with 900, of 3/v);
	session.press('esc');
	assert.equal(listed(session), '1 2 3');
	assert.doesNotMatch(session.screen.join('\n'), /only those/v);
});

test('which way round the order is, is said in words that fit the column', () => {
	const session = newSession();
	for (const [key, words] of [['u', 'by URL, A to Z'], ['u', 'by URL, Z to A'], ['s', 'by state, problems first'], ['s', 'by state, problems last'], ['c', 'by connections, highest first'], ['c', 'by connections, lowest first'], ['w', 'by weight, highest first']] as const) {
		session.press('s', key);
		assert.match(session.screen.join('\n'), new RegExp(`${words} `, 'v'));
	}

	session.press('s', 'a');
	assert.doesNotMatch(session.screen.join('\n'), / by /v);
	session.press('s', 'a');
	assert.match(session.screen.join('\n'), /by time of addition, newest first /v);
});

test('keys act on the row that is marked, whatever the order', async () => {
	const session = newSession();
	session.press('s', 'c', 'g', 'o', 'y');
	await session.settle();
	assert.deepEqual(session.control.calls, ['update b2 {"state":"disabled"}']);
});

test('! leaves the selection where it is if that is listed still', () => {
	const session = newSession();
	session.control.changeBackend('b3', {health: 'unhealthy'});
	session.refresh();
	session.press('j', 'j', '!');
	assert.equal(session.state.selection.id, 'b3');
	session.press('!', 'k', 'k', '!');
	assert.equal(session.state.selection.id, 'b2');
});

test('! lists only what is in trouble, and says so when nothing is', () => {
	const session = newSession();
	session.press('!');
	assert.equal(listed(session), '2');
	assert.match(session.screen.join('\n'), /only those with problems, of 3/v);
	session.control.changeBackend('b2', {health: 'healthy'});
	session.refresh();
	assert.match(session.screen.join('\n'), /No backend has problems\. ! lists all/v);
	session.press('x', 'o', 'd', 'j');
	assert.equal(session.state.mode.kind, 'browse');
	session.press('!');
	assert.equal(listed(session), '1 2 3');
});
