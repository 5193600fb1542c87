import assert from 'node:assert/strict';
import test from 'node:test';
import {asciiGlyphs} from '../../../source/tui/look/glyphs.js';
import type {Size, Command} from '../../../source/tui/state/screen-state.js';
import {monoTheme} from '../../../source/tui/look/theme.js';
import {commands} from '../../../source/tui/features.js';
import {FakeControl, fakeBackend} from '../../helpers/fake-control.js';
import {screenOf} from '../../helpers/drawn-screen.js';
import {ScreenSession} from '../../helpers/screen-session.js';

const sizes: readonly Size[] = [{columns: 160, rows: 50}, {columns: 120, rows: 35}, {columns: 80, rows: 24}, {columns: 60, rows: 14}, {columns: 40, rows: 12}];

/** The screen of a log with a request that has every value one may filter by, one of them long. */
const openSession = async (size: Size): Promise<ScreenSession> => {
	const session = new ScreenSession(new FakeControl({backends: [fakeBackend({id: 'b1'}), fakeBackend({id: 'b2'})]}), size);
	session.control.log(1, {target: `/${'long/'.repeat(20)}`, status: 502, error: 'backend_unreachable'});
	await session.readLog();
	return session;
};

const keysIn = (id: string): readonly Command[] => commands.filter(({context}) => context.id === id);

const assertKeys = (rows: readonly string[], expected: readonly Command[]): void => {
	const bottom = rows.join('\n');
	for (const {keys, label} of expected) {
		assert.match(bottom, new RegExp(`(?:^| )${keys[0]} ${label}`, 'mv'), bottom);
	}
};

for (const size of sizes) {
	test(`at ${size.columns} columns every key of a choice is on the screen, with its word`, async () => {
		const session = await openSession(size);
		session.press('s');
		assertKeys(session.screen.slice(-5), keysIn('sort'));
		assertKeys(screenOf(session.state, {theme: monoTheme, glyphs: asciiGlyphs}).slice(-5), keysIn('sort'));
		assert.notEqual(session.screen.at(-1), '', 'nothing is left empty below');
		session.press('esc', 'tab', 'k', 'f');
		assertKeys(session.screen.slice(-6), keysIn('filter-by-value'));
	});
}

test('where there is room, a choice says what it is about, and terms with their values', async () => {
	const session = await openSession({columns: 80, rows: 24});
	session.press('s');
	assert.match(session.bottom, /Sort the backends/v);
	session.press('esc', 'tab', 'k', 'f');
	assert.match(session.screen.slice(-5).join('\n'), /Show requests with the same\n s status:5xx {2}b backend:127\.0\.0\.1:9001/v);
});

test('on next to nothing a choice leaves out the least important keys, never the way out', async () => {
	const session = await openSession({columns: 20, rows: 4});
	session.press('s');
	assert.match(session.screen.at(-1)!, /esc cancel/v);
});
