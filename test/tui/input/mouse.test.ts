import assert from 'node:assert/strict';
import test from 'node:test';
import type {Size} from '../../../source/tui/state/screen-state.js';
import {handleMouse} from '../../../source/tui/input/handle-mouse.js';
import {paletteMode} from '../../../source/tui/features/palette/palette-mode.js';
import {settingsMode} from '../../../source/tui/features/settings/settings-mode.js';
import {FakeControl, fakeBackend, fakeRecord} from '../../helpers/fake-control.js';
import {fakeExchange} from '../../helpers/fake-exchange.js';
import {plainLook} from '../../helpers/drawn-screen.js';
import {ScreenSession} from '../../helpers/screen-session.js';

const compact: Size = {columns: 80, rows: 24};

const open = async (size = compact): Promise<ScreenSession> => {
	const control = new FakeControl({backends: [fakeBackend({id: 'b1'}), fakeBackend({id: 'b2'})]});
	control.log(9);
	for (let number = 1; number <= 9; number++) {
		control.details.set(number, fakeExchange({record: fakeRecord({number})}));
	}

	const session = new ScreenSession(control, size);
	await session.readLog();
	return session;
};

/** Clicks the row that holds a text, in its first column or another. */
const click = (session: ScreenSession, content: string, column = 0): void => {
	const row = session.screen.findIndex(line => line.includes(content));
	assert.notEqual(row, -1, `${content} is not in\n${session.screen.join('\n')}`);
	handleMouse({action: 'press', column, row}, session, plainLook);
};

const turn = (session: ScreenSession, action: 'wheel-up' | 'wheel-down', row = 10): void => {
	handleMouse({action, column: 3, row}, session, plainLook);
};

const marked = (session: ScreenSession): number | undefined => {
	const {mode} = session.state;
	return paletteMode.is(mode) ? mode.choice : (settingsMode.is(mode) ? mode.selected : undefined);
};

test('the wheel scrolls the help', async () => {
	const session = await open();
	session.press('?');
	turn(session, 'wheel-down');
	assert.match(session.screen[1]!, / 4–23 of /v);
	turn(session, 'wheel-up');
	turn(session, 'wheel-up');
	assert.match(session.screen[1]!, / 1–20 of /v);
});

for (const size of [{columns: 160, rows: 50}, {columns: 80, rows: 24}, {columns: 40, rows: 12}]) {
	test(`at ${size.columns} columns a click selects a setting, and what is no row changes nothing`, async () => {
		const session = await open(size);
		session.press('S', 'g', ...Array.from({length: 8}, () => 'j'));
		click(session, ' rateLimitBy ');
		const {mode} = session.state;
		assert.equal(settingsMode.is(mode) && mode.settings[mode.selected]?.name, 'rateLimitBy');
		const before = marked(session);
		click(session, '─ Settings');
		handleMouse({action: 'press', column: 0, row: size.rows - 1}, session, plainLook);
		assert.equal(marked(session), before);
	});

	test(`at ${size.columns} columns a click marks a command, the wheel goes through them`, async () => {
		const session = await open(size);
		session.press(':');
		turn(session, 'wheel-up');
		assert.equal(marked(session), 0);
		session.press('r', 'e', 'v');
		click(session, ' reverse ');
		session.press('enter');
		assert.equal(session.state.order.isDescending, true);
		session.press(':');
		turn(session, 'wheel-down');
		turn(session, 'wheel-down');
		assert.equal(marked(session), 6);
		click(session, ' … ');
		handleMouse({action: 'press', column: 0, row: 0}, session, plainLook);
		handleMouse({action: 'press', column: 0, row: size.rows - 1}, session, plainLook);
		assert.equal(marked(session), 6);
	});
}

test('a click on a request beside the one that is open opens that instead', async () => {
	const session = await open({columns: 160, rows: 40});
	session.press('tab', 'enter');
	await session.settle();
	await session.settle();
	session.press('s');
	click(session, ' /item/4 ');
	await session.settle();
	await session.settle();
	const screen = session.screen.join('\n');
	assert.match(screen, /─ Request 4 ─/v);
	assert.match(screen, /GET \/item\/4/v);
	assert.match(screen, /Bearer abc/v, 'secrets are shown on');
	session.press('n');
	assert.match(session.screen.join('\n'), /─ Request 5 ─/v);
	click(session, ' /item/7 ', 120);
	click(session, '● UP       127.0.0.1:9002');
	assert.match(session.screen.join('\n'), /─ Request 5 ─/v, 'not a click on its own text, nor on a backend');
});

test('a click on what stands beside the lists selects nothing in them', async () => {
	const session = await open({columns: 160, rows: 40});
	click(session, '127.0.0.1:9002 ', 150);
	assert.equal(session.state.selection.id, 'b1');
	click(session, '127.0.0.1:9002 ', 20);
	assert.equal(session.state.selection.id, 'b2');
});

/** Clicks where a text stands. */
const clickOn = (session: ScreenSession, content: string, row = session.screen.findIndex(line => line.includes(content))): void => {
	handleMouse({action: 'press', column: session.screen.at(row)!.indexOf(content), row: row < 0 ? session.state.size.rows + row : row}, session, plainLook);
};

test('a double click opens what is under it, two slow ones or two at different places do not', async () => {
	const session = await open();
	clickOn(session, '127.0.0.1:9002');
	session.time += 401;
	clickOn(session, '127.0.0.1:9002');
	clickOn(session, '127.0.0.1:9001');
	assert.equal(session.state.mode.kind, 'browse');
	clickOn(session, '127.0.0.1:9001');
	assert.equal(session.state.mode.kind, 'details');
	session.press('esc');
	for (const _ of [1, 2]) {
		clickOn(session, '/item/9 ');
	}

	assert.equal(session.state.mode.kind, 'inspect');
	session.press('esc', 'S');
	for (const _ of [1, 2]) {
		clickOn(session, ' policy ');
	}

	assert.equal(session.state.mode.kind, 'setting');
});

test('a click on a title sorts by its column, and another reverses the order', async () => {
	for (const size of [compact, {columns: 160, rows: 50}]) {
		// eslint-disable-next-line no-await-in-loop -- One screen after the other.
		const session = await open(size);
		clickOn(session, 'P99', session.screen.findIndex(line => line.includes('P99')));
		assert.deepEqual([session.state.order.column, session.state.order.isDescending], ['p99', true]);
		clickOn(session, 'P99');
		assert.equal(session.state.order.isDescending, false);
		clickOn(session, 'LAST CHECK');
		assert.equal(session.state.order.column, 'p99', 'a column without an order');
		clickOn(session, 'STATUS');
		assert.ok(session.screen.some(line => line.includes('STATUS↓')));
	}
});

test('a click on a key at the bottom does what the key does', async () => {
	const session = await open();
	clickOn(session, 'add', -1);
	assert.equal(session.state.mode.kind, 'add');
	clickOn(session, 'esc', -1);
	assert.equal(session.state.mode.kind, 'browse');
	session.press('s');
	clickOn(session, 'u url');
	assert.deepEqual([session.state.mode.kind, session.state.order.column], ['browse', 'url']);
	session.press('?');
	clickOn(session, 'k scroll', -1);
	clickOn(session, 'j/', -1);
	assert.match(session.screen[1]!, / 2–21 of /v, 'each key of a pair does its own');
});
