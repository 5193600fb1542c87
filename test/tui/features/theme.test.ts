import assert from 'node:assert/strict';
import test from 'node:test';
import {screenThemes} from '../../../source/model/screen-theme.js';
import {FakeControl, fakeBackend} from '../../helpers/fake-control.js';
import {ScreenSession} from '../../helpers/screen-session.js';

const open = (): ScreenSession => new ScreenSession(new FakeControl({backends: [fakeBackend({id: 'b1'})]}));

test('a theme is named in the palette, which offers all', () => {
	const session = open();
	session.press(':');
	session.type('theme ');
	for (const theme of screenThemes) {
		assert.match(session.screen.join('\n'), new RegExp(String.raw`theme ${theme}\s`, 'v'));
	}

	const starts = session.screen.map(row => row.indexOf('auto, dark')).filter(start => start !== -1);
	assert.equal(starts.length, screenThemes.length);
	assert.equal(new Set(starts).size, 1);

	session.type('li');
	session.press('tab');
	assert.match(session.screen.join('\n'), /theme light/v);
	session.press('enter');
	assert.equal(session.state.theme, 'light');
	assert.match(session.bottom, /--theme light keeps it/v);
});

test('a theme that does not exist is refused with those that do', () => {
	const session = open();
	session.press(':');
	session.type('theme pink');
	session.press('enter');
	assert.equal(session.state.theme, 'auto');
	assert.match(session.bottom, /no theme pink; choose auto, dark, light, high-contrast, mono/v);
});

test('ctrl-t goes through all themes, over a text as well', () => {
	const session = open();
	session.press('?');
	const seen = screenThemes.map(() => {
		session.press('ctrl-t');
		return session.state.theme;
	});
	assert.deepEqual(seen, [...screenThemes.slice(1), 'auto']);
	assert.equal(session.state.mode.kind, 'help');
});
