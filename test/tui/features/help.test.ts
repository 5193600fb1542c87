import assert from 'node:assert/strict';
import test from 'node:test';
import type {Size} from '../../../source/tui/state/screen-state.js';
import {helpMode} from '../../../source/tui/features/help/help-mode.js';
import {FakeControl, fakeBackend, fakeRecord} from '../../helpers/fake-control.js';
import {capturedText, fakeExchange} from '../../helpers/fake-exchange.js';
import {ScreenSession} from '../../helpers/screen-session.js';

const compact: Size = {columns: 80, rows: 24};

const open = async (size = compact): Promise<ScreenSession> => {
	const control = new FakeControl({backends: [fakeBackend({id: 'b1'}), fakeBackend({id: 'b2'})]});
	control.log(3);
	const responseBody = capturedText(Array.from({length: 99}, (_, index) => `line ${index}`).join('\n'));
	control.details.set(3, fakeExchange({record: fakeRecord({number: 3}), responseBody, responseHeaders: ['Content-Type', 'text/plain']}));
	const session = new ScreenSession(control, size);
	await session.readLog();
	return session;
};

const wait = async (session: ScreenSession): Promise<void> => {
	await session.settle();
	await session.settle();
	await session.settle();
};

const press = async (session: ScreenSession, ...keys: string[]): Promise<void> => {
	for (const key of keys) {
		session.press(key);
		// eslint-disable-next-line no-await-in-loop -- One key after the other.
		await wait(session);
	}
};

const text = (session: ScreenSession): string => session.screen.join('\n');

test('help begins with the keys of the list that has the focus, and holds all others', async () => {
	const session = await open();
	session.press('?');
	assert.match(session.screen[0]!, /● 2\/2 up/v);
	assert.match(session.screen[1]!, /─ Help ─/v);
	assert.match(session.screen[2]!, /^ Backends$/v);
	assert.doesNotMatch(text(session), /ctrl-w/v);
	session.press('G');
	assert.match(text(session), /ctrl-w +Erase the word before the cursor/v);
	session.press('esc', 'tab', '?');
	assert.match(session.screen[2]!, /^ Requests$/v);
});

for (const [place, keys, title] of [
	['an open request', ['tab', 'enter', 'pgdn', 'j'], 'Request inspector'],
	['the charts', ['M', 'j'], 'Metrics'],
	['the settings', ['S', 'j', 'j'], 'Settings'],
	['a question', ['x'], 'Confirmation'],
	['a request to be sent again', ['tab', 'enter', 'R'], 'Replay'],
	['the columns to sort by', ['s'], 'Sort order'],
	['the values to filter by', ['tab', 'k', 'f'], 'Filter by a value of the request'],
] as const) {
	test(`over ${place} help begins with its keys, and closing it leads back there`, async () => {
		const session = await open();
		await press(session, ...keys);
		const before = session.screen;
		session.press('?');
		assert.equal(session.screen[2], ` ${title}`);
		session.press('j', 'esc');
		assert.deepEqual(session.screen, before);
	});
}

test('where text is typed, a question mark is text', async () => {
	for (const key of ['/', 'a', ':', 'e']) {
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		const session = await open();
		session.press(key, '?');
		assert.notEqual(session.state.mode.kind, 'help', key);
	}
});

test('what is asked for comes in behind the help', async () => {
	const session = await open();
	session.press('tab', 'enter', '?');
	await wait(session);
	session.press('esc');
	assert.match(text(session), /Request headers/v);
	await press(session, 'esc');
	session.control.histories.set(undefined, {spanMs: 1000, points: [], latencies: [{upToMs: 1, count: 60}]});
	session.press('M', '?');
	await wait(session);
	session.press('esc', 'G');
	assert.match(text(session), /60 responses/v);
	session.control.histories.set(undefined, {spanMs: 1000, points: [], latencies: [{upToMs: 1, count: 70}]});
	session.change({now: session.state.now + 1000});
	await wait(session);
	assert.match(text(session), /70 responses/v);
});

const firstLine = ({state: {mode}}: ScreenSession): number => helpMode.is(mode) ? mode.top : -1;

test('help is read with the keys of any text', async () => {
	const session = await open();
	session.press('?');
	const steps = [['j', 1], ['down', 2], ['k', 1], ['up', 0], ['up', 0], ['pgdn', 19], ['ctrl-f', 38], ['space', 57], ['ctrl-b', 38], ['pgup', 19], ['home', 0]] as const;
	for (const [key, expected] of steps) {
		session.press(key);
		assert.equal(firstLine(session), expected, key);
	}

	session.press('G');
	const last = firstLine(session);
	assert.ok(last > 60);
	session.press('j');
	assert.equal(firstLine(session), last);
	session.press('g', 'end');
	assert.equal(firstLine(session), last);
});

test('where there is room, all that belongs to the lists stands on one screen', async () => {
	const session = await open({columns: 160, rows: 50});
	session.press('?');
	assert.match(session.screen[2]!, /^ Backends +│ Selected or open backend$/v);
	for (const title of ['Both lists', 'Every screen', 'States of a backend', 'Filters: ']) {
		assert.ok(text(session).includes(title), title);
	}

	assert.match(session.screen.at(-1)!, /esc close/v);
});

test('no line of the help is cut, in two columns nor in one', async () => {
	for (const [columns, isBeside] of [[40, false], [60, false], [80, false], [159, false], [160, true], [220, true]] as const) {
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		const session = await open({columns, rows: 500});
		session.press('?');
		assert.doesNotMatch(text(session), /…/v, `${columns}`);
		assert.equal(session.screen[columns < 60 ? 1 : 2]!.includes('│'), isBeside);
		assert.match(text(session), /Enable it, or/v);
		assert.match(text(session), /○ OFF/v);
		assert.match(text(session), /ctrl-w +Erase the word/v);
	}
});

test('what is read says how many backends are up, but on the smallest screen', async () => {
	for (const [columns, rows, isSaid] of [[160, 50, true], [80, 24, true], [40, 12, false]] as const) {
		// eslint-disable-next-line no-await-in-loop -- One size after the other.
		const session = await open({columns, rows});
		for (const keys of [['?'], ['enter'], ['tab', 'enter']]) {
			// eslint-disable-next-line no-await-in-loop -- One after the other.
			await press(session, ...keys);
			assert.equal(session.screen[0]!.includes('2/2 up'), isSaid);
			session.press('esc');
		}
	}
});

test('keys take no more room than they need, and what they do goes on below itself', async () => {
	const session = await open({columns: 40, rows: 320});
	session.press('?');
	assert.match(text(session), /\n {2}↓ ctrl-n {9}Select the next\n {19}command\n/v);
	assert.match(text(session), /\n {2}↑ shift-tab {6}Select the previous\n {2}ctrl-p {11}command\n/v);
	assert.match(text(session), / Filters: all terms must match, !\n negates/v);
});

test('that there is more to read is said by the keys for it, where it is so', async () => {
	const session = await open();
	const scrolls = (): boolean => session.screen.at(-1)!.includes('j/k scroll');
	for (const [keys, expected] of [[['?'], true], [['M'], true], [['E'], false], [['tab', 'enter'], true], [['tab', 'enter', 'r'], false]] as const) {
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		await press(session, ...keys);
		assert.equal(scrolls(), expected, keys.join(' '));
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		await press(session, 'esc', 'esc');
	}
});
