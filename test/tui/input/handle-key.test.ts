import assert from 'node:assert/strict';
import test from 'node:test';
import {FakeControl, fakeBackend} from '../../helpers/fake-control.js';
import {ScreenSession} from '../../helpers/screen-session.js';

const open = (tone: 'good' | 'bad'): ScreenSession => {
	const session = new ScreenSession(new FakeControl({backends: [fakeBackend({id: 'b1'})]}));
	session.notify('Replayed as request 29', tone);
	return session;
};

test('what was told on another screen does not stay on this one, unless it is bad news', () => {
	for (const [tone, stays] of [['good', false], ['bad', true]] as const) {
		const session = open(tone);
		session.press('S');
		assert.equal(session.screen.join('\n').includes('Replayed as request 29'), stays);
	}
});

test('what is told stays while the screen is the same, also with help over it', () => {
	const session = open('good');
	session.press('tab', '?', 'j', 'esc', ':', 'esc');
	assert.match(session.bottom, /Replayed as request 29/v);
});

test('what the key itself tells stays', () => {
	const session = open('good');
	session.press('S', 'g', 'enter');
	assert.match(session.screen.join('\n'), /port takes effect at startup only/v);
	session.press('esc', 'm');
	assert.match(session.bottom, /Mouse on/v);
});

test('the key that has closed something does not quit as well when it repeats', () => {
	const session = open('good');
	session.press('enter', 'q', 'q');
	assert.equal(session.quits, 0);
	assert.match(session.bottom, /Already back in the lists; q again quits/v);
	session.press('q', 'q');
	assert.equal(session.quits, 0, 'it is held');
	session.time += 600;
	session.press('q');
	assert.equal(session.quits, 1, 'it is pressed again, as it was told');
	const later = open('good');
	later.press('enter', 'q');
	later.time += 1500;
	later.press('q');
	assert.equal(later.quits, 1);
	const other = open('good');
	other.press('enter', 'esc', 'q');
	assert.equal(other.quits, 1, 'after another key it is meant');
});

test('a key that is for the other list, or that a screen withholds that may only look, says so', () => {
	const session = open('good');
	session.press('tab', 'd');
	assert.match(session.bottom, /d \(drain\/undrain\) is for the backends: tab switches there/v);
	session.press('tab', 'y');
	assert.match(session.bottom, /y \(copy as curl\) is for the requests: tab switches there/v);
	const watching = open('good');
	watching.change({isReadOnly: true, commands: watching.state.commands.filter(({isChange}) => isChange !== true)});
	watching.press('d');
	assert.match(watching.bottom, /d \(drain\/undrain\) is not available: this screen is/v);
	assert.deepEqual(watching.control.calls, []);
	session.press('enter', 'y');
	assert.doesNotMatch(session.bottom, /is for the/v);
});
