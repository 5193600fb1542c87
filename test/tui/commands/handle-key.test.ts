import assert from 'node:assert/strict';
import test from 'node:test';
import {FakeControl, fakeBackend} from '../../helpers/fake-control.js';
import {ScreenSession} from '../../helpers/screen-session.js';

const open = (tone: 'good' | 'bad'): ScreenSession => {
	const session = new ScreenSession(new FakeControl({backends: [fakeBackend({id: 'b1'})]}));
	session.notify('Sent again as request 29', tone);
	return session;
};

test('what was told on another screen does not stay on this one, unless it is bad news', () => {
	for (const [tone, stays] of [['good', false], ['bad', true]] as const) {
		const session = open(tone);
		session.press('S');
		assert.equal(session.screen.join('\n').includes('Sent again as request 29'), stays);
	}
});

test('what is told stays while the screen is the same, also with help over it', () => {
	const session = open('good');
	session.press('tab', '?', 'j', 'esc', ':', 'esc');
	assert.match(session.bottom, /Sent again as request 29/v);
});

test('what the key itself tells stays', () => {
	const session = open('good');
	session.press('S', 'g', 'enter');
	assert.match(session.screen.join('\n'), /port is read at the start only/v);
	session.press('esc', 'm');
	assert.match(session.bottom, /Mouse on/v);
});
