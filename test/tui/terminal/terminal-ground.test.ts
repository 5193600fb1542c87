import assert from 'node:assert/strict';
import {setTimeout as pass} from 'node:timers/promises';
import test, {type TestContext} from 'node:test';
import type {ScreenTheme} from '../../../source/model/screen-theme.js';
import {startTerminal} from '../../../source/tui/terminal.js';
import {FakeControl, fakeBackend} from '../../helpers/fake-control.js';
import {openFakeTerminal} from '../../helpers/fake-terminal.js';

const patience = 20_000;
const query = '\u{1B}]11;?\u{7}';
const [dark, light] = [81, 19];

const open = (t: TestContext, environment: NodeJS.ProcessEnv, theme: ScreenTheme = 'auto') => {
	const terminal = openFakeTerminal(80, 24);
	const screen = startTerminal({
		control: new FakeControl({backends: [fakeBackend({id: 'b1'})]}),
		version: '0.1.0',
		onQuit: () => undefined,
		stdin: terminal.stdin,
		stdout: terminal.stdout,
		environment,
		look: {theme},
		clock: () => 0,
	});
	t.after(async () => {
		await screen.close();
		terminal.screen.dispose();
	});
	const until = async (condition: () => boolean): Promise<void> => {
		const end = performance.now() + patience;
		while (!condition()) {
			assert.ok(performance.now() < end, terminal.screen.lines.join('\n'));
			// eslint-disable-next-line no-await-in-loop -- Until it is so.
			await pass(20);
		}
	};

	const nameColor = (): number | undefined => terminal.screen.cell(1, 0).color;
	const isDrawn = async (): Promise<void> => until(() => terminal.screen.lines[0]!.startsWith(' proxy-tui'));
	return {
		terminal, until, nameColor, isDrawn,
	};
};

const many = {TERM: 'xterm-256color'};

test('the screen comes at once, and takes the theme of its ground when the terminal tells it', async t => {
	const {terminal, until, nameColor, isDrawn} = open(t, many);
	await isDrawn();
	assert.ok(terminal.output.includes(query));
	assert.equal(nameColor(), undefined);
	terminal.type('a');
	await until(() => /URL {2}http/v.test(terminal.screen.lines.join('\n')));
	terminal.type('x\u{1B}]11;rgb:ffff/ff');
	terminal.type('ff/ffff\u{1B}\\y');
	await until(() => nameColor() === light);
	await until(() => /URL {2}http:\/\/xy\s/v.test(terminal.screen.lines.join('\n')));
});

test('what the terminal answers counts more than what COLORFGBG says', async t => {
	const {terminal, until, nameColor, isDrawn} = open(t, {TERM: 'screen', COLORTERM: 'truecolor', COLORFGBG: '0;15'});
	await isDrawn();
	assert.equal(nameColor(), light);
	terminal.type('\u{1B}]11;rgb:1e1e/1e1e/1e1e\u{7}');
	await until(() => nameColor() === dark);
});

test('a terminal is asked only where its answer decides', async t => {
	for (const [environment, theme] of [
		[{}, 'auto'],
		[{TERM: 'xterm'}, 'auto'],
		[{TERM: 'linux', COLORTERM: 'truecolor'}, 'auto'],
		[{TERM: 'dumb', COLORTERM: '24bit'}, 'auto'],
		[{...many, NO_COLOR: '1'}, 'auto'],
		[many, 'dark'],
		[many, 'mono'],
	] as const) {
		const {terminal, isDrawn} = open(t, environment, theme);
		// eslint-disable-next-line no-await-in-loop -- One terminal after the other.
		await isDrawn();
		assert.ok(!terminal.output.includes(query), JSON.stringify([environment, theme]));
	}
});

test('another theme is drawn at once, and auto asks a terminal that has not been asked', async t => {
	const {terminal, until, nameColor, isDrawn} = open(t, many, 'dark');
	await isDrawn();
	assert.equal(nameColor(), dark);
	terminal.type(':theme light\r');
	await until(() => nameColor() === light);
	terminal.type(':theme high-contrast\r');
	await until(() => nameColor() === undefined);
	assert.ok(!terminal.output.includes(query));
	terminal.type(':theme auto\r');
	await until(() => terminal.output.includes(query));
	terminal.type('\u{1B}]11;rgb:1e1e/1e1e/1e1e\u{7}');
	await until(() => nameColor() === dark);
});
