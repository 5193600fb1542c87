import assert from 'node:assert/strict';
import {setTimeout as pass} from 'node:timers/promises';
import test, {type TestContext} from 'node:test';
import {startTerminal} from '../../../source/tui/terminal.js';
import {FakeControl, fakeBackend} from '../../helpers/fake-control.js';
import {warned} from '../../helpers/happened.js';
import {openFakeTerminal} from '../../helpers/fake-terminal.js';

const open = (t: TestContext, columns = 80, rows = 24) => {
	const terminal = openFakeTerminal(columns, rows);
	const control = new FakeControl({backends: [fakeBackend({id: 'b1'}), fakeBackend({id: 'b2'})]});
	const {close, waitUntilExit} = startTerminal({
		control,
		version: '0.1.0',
		onQuit: () => undefined,
		stdin: terminal.stdin,
		stdout: terminal.stdout,
		environment: {},
		clock: () => 0,
	});
	t.after(close);
	const shows = async (content: string): Promise<string[]> => {
		while (!terminal.screen.lines.join('\n').includes(content)) {
			// eslint-disable-next-line no-await-in-loop -- One look after the other.
			await pass(10, undefined, {signal: t.signal});
		}

		return terminal.screen.lines;
	};

	return {
		terminal,
		control,
		shows,
		waitUntilExit,
	};
};

test('after a stall the screen is as if there had been none', {timeout: 10_000}, async t => {
	const {terminal, control, shows} = open(t);
	await shows('q quit');
	terminal.stall();
	control.log(3);
	await pass(300);
	control.changeStatus({backends: [fakeBackend({id: 'b7'})], version: 2});
	terminal.type('a');
	await pass(200);
	terminal.type('abc');
	await pass(200);
	terminal.resume();
	await terminal.drawn();
	terminal.type('d');
	await shows('9007');
	const screen = await shows('Enter adds http://abcd');

	const other = open(t);
	other.control.changeStatus({backends: [fakeBackend({id: 'b7'})], version: 2});
	other.control.log(3);
	other.terminal.type('aabcd');
	await other.shows('/item/3');
	await other.shows('9007');
	assert.deepEqual(screen, await other.shows('Enter adds http://abcd'));
});

for (const [columns, rows] of [[100, 40], [60, 20], [80, 10], [30, 24], [160, 50]] as const) {
	test(`resized to ${columns}x${rows} the screen is as if it had always been so`, {timeout: 10_000}, async t => {
		const {terminal, shows} = open(t);
		await shows('q quit');
		terminal.resize(columns, rows);
		terminal.type('?');
		await shows('─ Help ─');

		const other = open(t, columns, rows);
		await other.shows('q quit');
		other.terminal.type('?');
		assert.deepEqual(terminal.screen.lines, await other.shows('─ Help ─'));
	});
}

test('ctrl-l mends a screen that something else has written on', {timeout: 10_000}, async t => {
	const {terminal, shows} = open(t);
	const before = await shows('q quit');
	await terminal.screen.write('\u{1B}[5;10Hsomething else\r\n\n\nand more');
	await shows('something else');
	terminal.type('\u{C}');
	await shows('q quit');
	while (terminal.screen.lines.join('\n').includes('something else')) {
		// eslint-disable-next-line no-await-in-loop -- One look after the other.
		await pass(10, undefined, {signal: t.signal});
	}

	assert.deepEqual(terminal.screen.lines, before);
});

test('a state that cannot be drawn, wherever it comes from, gives the terminal back and tells the caller', {timeout: 10_000}, async t => {
	for (const change of ['poll', 'event'] as const) {
		const {terminal, control, shows, waitUntilExit} = open(t);
		// eslint-disable-next-line no-await-in-loop -- One screen after the other.
		await shows('q quit');
		if (change === 'poll') {
			control.changeStatus({backends: undefined, version: 2});
		} else {
			control.emit(warned(undefined as never));
		}

		// eslint-disable-next-line no-await-in-loop -- One screen after the other.
		await assert.rejects(waitUntilExit, TypeError);
		// eslint-disable-next-line no-await-in-loop -- One screen after the other.
		await terminal.drawn();
		assert.ok(!terminal.screen.isAlternate && terminal.screen.isCursorVisible);
	}
});

test('who wants the screen off again while it is coming back finds it whole', {timeout: 10_000}, async t => {
	const {terminal, shows} = open(t);
	const before = await shows('q quit');
	terminal.type('\u{1A}');
	await shows('Press enter to come back');
	terminal.type('\r');
	terminal.type('\u{1A}');
	while (!terminal.screen.isAlternate || terminal.screen.lines.join('\n') !== before.join('\n')) {
		// eslint-disable-next-line no-await-in-loop -- One look after the other.
		await pass(10, undefined, {signal: t.signal});
	}
});
