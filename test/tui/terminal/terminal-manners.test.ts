import assert from 'node:assert/strict';
import {setTimeout as pass} from 'node:timers/promises';
import process from 'node:process';
import test, {type TestContext} from 'node:test';
import type {Alarm} from '../../../source/tui/terminal/alarm.js';
import {startTerminal} from '../../../source/tui/terminal.js';
import {FakeControl, fakeBackend} from '../../helpers/fake-control.js';
import {openFakeTerminal} from '../../helpers/fake-terminal.js';

const patience = 20_000;

const open = (t: TestContext, alarm?: Alarm) => {
	const terminal = openFakeTerminal(80, 24);
	const control = new FakeControl({backends: [1, 2, 3].map(number => fakeBackend({id: `b${number}`}))});
	const screen = startTerminal({
		control,
		version: '0.1.0',
		alarm,
		onQuit: () => undefined,
		stdin: terminal.stdin,
		stdout: terminal.stdout,
		environment: {},
		clock: () => 0,
	});
	t.after(async () => {
		await screen.close();
		terminal.screen.dispose();
	});
	const until = async (condition: () => boolean, message: () => string): Promise<void> => {
		const end = performance.now() + patience;
		while (!condition()) {
			assert.ok(performance.now() < end, message());
			// eslint-disable-next-line no-await-in-loop -- Until it is so.
			await pass(20);
		}
	};

	const shows = async (expected: RegExp): Promise<void> =>
		until(() => expected.test(terminal.screen.lines.join('\n')), () => `${expected} is not on\n${terminal.screen.lines.join('\n')}`);
	const isTitled = async (title: string): Promise<void> => until(() => terminal.title === title, () => `${title} is not ${terminal.title}`);
	return {terminal, control, screen, shows, isTitled};
};

test('ctrl-z takes the screen off and brings it back with enter', async t => {
	const {terminal, control, shows} = open(t);
	await shows(/3\/3 up/v);
	terminal.type('\u{1A}');
	await shows(/The screen is suspended; the proxy goes on serving\. Press enter to come back\./v);
	assert.ok(!terminal.screen.isAlternate && terminal.screen.isCursorVisible);
	control.changeBackend('b2', {health: 'unhealthy'});
	process.emit('SIGTSTP');
	terminal.type('\n');
	await shows(/2\/3 up[\s\S]*✖ DOWN/v);
	assert.ok(terminal.screen.isAlternate);
	terminal.type('?');
	await shows(/─ Help ─/v);
});

test('a stop from outside suspends the screen alone, and a continuation brings it back', {skip: process.platform === 'win32'}, async t => {
	const {terminal, shows} = open(t);
	await shows(/3\/3 up/v);
	process.emit('SIGTSTP');
	await shows(/The screen is suspended/v);
	process.emit('SIGCONT');
	await shows(/3\/3 up/v);
	assert.ok(terminal.screen.isAlternate);
});

test('the mouse does nothing until it is switched on; then a click selects and the wheel scrolls', async t => {
	const {terminal, control, shows} = open(t);
	control.log(60);
	await shows(/\/item\/60 /v);
	terminal.type('\u{1B}[<0;10;6M\u{1B}[<0;10;6m');
	await pass(100);
	await shows(/9001 UP/v);
	terminal.type('m');
	await shows(/Mouse on/v);
	terminal.type('\u{1B}[<0;10;6M\u{1B}[<0;10;6m');
	terminal.type('d');
	await shows(/◐ DRAIN +127\.0\.0\.1:9002/v);
	terminal.type('\u{1B}[<64;10;15M'.repeat(2));
	await shows(/paused/v);
	terminal.type('\r');
	await shows(/─ Request 5\d ─/v);
});

test('a report that arrives in pieces is never taken for text', async t => {
	const {terminal, shows} = open(t);
	await shows(/3\/3 up/v);
	terminal.type('m');
	await shows(/Mouse on/v);
	terminal.type('a');
	await shows(/URL {2}http/v);
	for (const piece of ['\u{1B}', '[<0;1', '0;6M\u{1B}[<', '0;10;6m', 'x']) {
		terminal.type(piece);
	}

	await shows(/URL {2}http:\/\/x/v);
});

test('the title says how many backends are up, and goes with the screen', async t => {
	const {terminal, control, screen, isTitled} = open(t);
	await isTitled('proxy-tui 3/3 up');
	control.changeBackend('b1', {health: 'unhealthy'});
	await isTitled('proxy-tui 2/3 up');
	await screen.close();
	await terminal.drawn();
	assert.ok(terminal.output.endsWith('\u{1B}[23;0t'), 'the title of before is asked for');
});

const down = {type: 'health-changed', backend: fakeBackend({id: 'b1'}), from: 'healthy', to: 'unhealthy', reason: 'connection refused\u{7}', at: 0} as const;

test('who asks for it is called when a backend is down', async t => {
	for (const [alarm, expected] of [['bell', '\u{7}'], ['notification', '\u{1B}]9;http://127.0.0.1:9001 is DOWN: connection refused?\u{7}'], [undefined, undefined]] as const) {
		const {terminal, control, screen, shows} = open(t, alarm);
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		await shows(/3\/3 up/v);
		const before = terminal.output.length;
		control.emit(down);
		const written = terminal.output.slice(before);
		assert.ok(expected === undefined ? written === '' : written.startsWith(expected), JSON.stringify(written));

		// eslint-disable-next-line no-await-in-loop -- One after the other.
		await screen.close();
	}
});
