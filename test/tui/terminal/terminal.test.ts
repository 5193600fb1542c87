import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import test, {type TestContext} from 'node:test';
import {openTerminalProgram} from '../../helpers/terminal-program.js';
import type {PseudoTerminal} from '../../helpers/pseudo-terminal.js';

type Options = Parameters<typeof openTerminalProgram>[0];

const open = (t: TestContext, options: Options): PseudoTerminal => {
	const terminal = openTerminalProgram(options);
	t.after(async () => terminal.dispose());
	return terminal;
};

const rowOf = (screen: readonly string[], content: string): number => screen.findIndex(row => row.includes(content));

test('a session by keys: add, disable, refuse, remove, quit', async t => {
	const terminal = open(t, {scenario: 'empty'});
	await terminal.waitFor('Press a to add one');
	assert.ok(terminal.isAlternate);
	assert.ok(!terminal.isCursorVisible);

	terminal.write('a127.0.0.1:9001');
	await terminal.waitFor('Enter adds http://127.0.0.1:9001');
	terminal.write('\r');
	await terminal.waitFor(/\? CHECKING +127\.0\.0\.1:9001[\s\S]*Added http:\/\/127\.0\.0\.1:9001/v);

	terminal.write('a');
	await terminal.waitFor('Add a backend');
	assert.ok(terminal.isPasteBracketed);
	terminal.write('\u{1B}[200~http://127.0.0.1:9002\n\u{1B}[201~');
	await terminal.waitFor('URL  http://127.0.0.1:9002');
	terminal.write('\r');
	const screen = await terminal.waitFor('Added http://127.0.0.1:9002');
	assert.ok(terminal.cell(2, rowOf(screen, 'CHECKING 127.0.0.1:9002')).isInverse, 'the new one is selected');

	terminal.write(' ');
	await terminal.waitFor('1 marked');
	terminal.write('oy');
	await terminal.waitFor(/○ OFF +127\.0\.0\.1:9002/v);
	terminal.write('Uko');
	await terminal.waitFor(/Disable 127\.0\.0\.1:9001\? No backend is left: all get 503/v);
	terminal.write('n');
	await terminal.waitFor(shown => !shown.join('\n').includes('No backend is left'));
	terminal.write('jx');
	await terminal.waitFor('Remove 127.0.0.1:9002?');
	terminal.write('y');
	await terminal.waitFor(shown => rowOf(shown, 'OFF') === -1);

	terminal.write('q');
	assert.deepEqual(await terminal.exit, {code: 0, signal: undefined});
	assert.ok(!terminal.isAlternate);
	assert.ok(terminal.isCursorVisible);
	assert.ok(!terminal.isPasteBracketed);
	assert.equal(terminal.screen()[0], 'left in good order');
});

test('after an absence, what has happened meanwhile is told, by whom, and no longer once it is read', async t => {
	const terminal = open(t, {scenario: 'absent'});
	await terminal.waitFor('UP');
	terminal.write('j');
	terminal.kill('SIGUSR2');
	await terminal.waitFor(/1 event since you looked at \d\d:\d\d:\d\d, E shows them/v);
	terminal.write('E');
	await terminal.waitFor(/─ Events[\s\S]*Added http:\/\/127\.0\.0\.1:9002, weight 1, by ann at the terminal\n ↑ 1 since you looked/v);
	terminal.write('q');
	await terminal.waitFor(shown => rowOf(shown, '─ Backends') !== -1 && rowOf(shown, 'since you looked') === -1);
});

test('states have colours, and without colours still their emphasis', async t => {
	const colored = open(t, {scenario: 'busy', columns: 120, rows: 30});

	const plain = open(t, {
		scenario: 'busy', columns: 120, rows: 30, env: {NO_COLOR: '1'},
	});
	const isReady = (screen: readonly string[]): boolean => rowOf(screen, ' 502 ') !== -1;
	const coloredScreen = await colored.waitFor(isReady);
	const plainScreen = await plain.waitFor(isReady);

	const colorOf = (terminal: PseudoTerminal, screen: readonly string[], content: string): number | undefined =>
		terminal.cell(screen[rowOf(screen, content)]!.indexOf(content), rowOf(screen, content)).color;
	assert.equal(colorOf(colored, coloredScreen, 'DOWN '), 9);
	assert.equal(colorOf(colored, coloredScreen, 'DRAIN '), 5);
	const selected = rowOf(coloredScreen, '● UP');
	assert.ok(colored.cell(2, selected).isInverse && colored.cell(119, selected).isInverse, 'all of the selected row is marked');

	for (let row = 0; row < 30; row++) {
		for (let column = 0; column < 120; column++) {
			assert.equal(plain.cell(column, row).color, undefined);
		}
	}

	assert.ok(plain.cell(2, rowOf(plainScreen, '● UP')).isInverse);
	assert.ok(plain.cell(2, rowOf(plainScreen, 'DOWN')).isBold);
});

test('a terminal that answers at once what it draws on gets the theme for that, and its answer is not echoed', async t => {
	const terminal = open(t, {scenario: 'busy', ground: 'rgb:fdfd/f6f6/e3e3'});
	const isLight = (screen: readonly string[]): boolean => screen[0]!.startsWith(' proxy-tui') && terminal.cell(1, 0).color === 19;
	const screen = await terminal.waitFor(isLight);
	assert.doesNotMatch(screen.join('\n'), /rgb:|\^\[/v);
});

test('every size is filled and none is torn, while requests come in', async t => {
	const terminal = open(t, {scenario: 'busy', columns: 160, rows: 50});
	await terminal.waitFor(/Selected backend[\s\S]*WT[\s\S]*q quit/v);
	for (const [columns, rows, expected] of [
		[80, 24, /^ proxy-tui .*\n 142 req\/s[\s\S]*STATE +URL +CONN[\s\S]*\n .*a add .*q quit[^\n]*$/v],
		[40, 12, /^ ◐ 1\/5 up[^\n]*\n─ Backends ─+\n[\s\S]*✖ DOWN +127\.0\.0\.1:9002[\s\S]*\n .*a add .*q quit[^\n]*$/v],
		[10, 3, /^ ◐ 1\/5 up\n {2}● UP\n \? help$/v],
		[3, 1, /^1\/5$/v],
		[120, 30, /^ proxy-tui 0\.1\.0 .*\n 142 req\/s[\s\S]*TREND[\s\S]*\n .*a add .*q quit[^\n]*$/v],
	] as const) {
		terminal.resize(columns, rows);
		// eslint-disable-next-line no-await-in-loop -- One size after the other.
		const screen = await terminal.waitFor(expected);
		assert.equal(screen.length, rows);
	}
});

test('what is typed with escape, in one go or in pieces is not mistaken', async t => {
	const terminal = open(t, {scenario: 'three'});
	await terminal.waitFor('q quit');
	terminal.write('jj');
	await terminal.waitFor('http://127.0.0.1:9003 UP');
	terminal.write('a\u{1B}[<0;10;5M\u{1B}[<0;1');
	await terminal.waitFor('Add a backend');
	terminal.write('0;5m\u{1B}OPx');
	await terminal.waitFor('URL  http://x');
	terminal.write('\u{1B}?');
	await terminal.waitFor('─ Help ─');
	terminal.write('\u{1B}');
	await terminal.waitFor('Backends');
	terminal.write('\u{3}');
	assert.equal((await terminal.exit).code, 0);
});

test('while leaving it says what it waits for, and insisting ends it', async t => {
	const terminal = open(t, {scenario: 'busy', columns: 100});
	await terminal.waitFor(/in flight [3-6]/v);
	terminal.write('q');
	await terminal.waitFor(/finishing \d requests in flight; ctrl-c leaves at once/v);
	terminal.write('q\u{3}');
	assert.equal((await terminal.exit).code, 0);
	assert.equal(terminal.screen()[0], 'left in good order');
});

test('a screen that cannot go on gives the terminal back and says why', async t => {
	const terminal = open(t, {scenario: 'failing'});
	await terminal.waitFor('q quit');
	terminal.write('q');
	assert.equal((await terminal.exit).code, 1);
	assert.ok(!terminal.isAlternate && terminal.isCursorVisible);
	assert.equal(terminal.screen()[0], 'failed: Error: no status to be had');
});

test('what the terminal answers late, in pieces and unasked, is no command', async t => {
	const terminal = open(t, {scenario: 'three', columns: 120});
	const before = await terminal.waitFor('q quit');
	const answers = [
		'\u{1B}]10;rgb:cccc/dddd/eeee\u{1B}\\',
		'\u{1B}]52;c;eG9xZGJj\u{7}',
		'\u{1B}P1+r524742=382F382F38\u{1B}\\',
		'\u{1B}P>|XTerm(390)\u{1B}\\',
		'\u{1B}_Gi=31;OK\u{1B}\\',
		'\u{1B}[?62;22c',
		'\u{1B}[1;1R',
	];
	// All that commands change; the second row counts the seconds.
	const pool = (screen: readonly string[]): string => [screen[0], ...screen.slice(2, 12)].join('\n');
	const isAsBefore = (screen: readonly string[]): boolean => pool(screen) === pool(before);
	for (const answer of answers) {
		terminal.write(answer);
		for (const piece of answer) {
			terminal.write(piece);
		}
	}

	// On other screens, where text is typed, and while the screen is off.
	terminal.write('?');
	await terminal.waitFor('─ Help ─');
	terminal.write(`${answers.join('')}\u{1B}`);
	await terminal.waitFor(isAsBefore);
	terminal.write(`a${answers.join('')}x`);
	await terminal.waitFor(/URL {2}http:\/\/x\s/v);
	terminal.write('\u{1B}');
	await terminal.waitFor(isAsBefore);
	terminal.write('\u{1A}');
	await terminal.waitFor('Press enter to come back');
	terminal.write(`${answers.join('')}\r`);
	await terminal.waitFor(isAsBefore);
	terminal.write(`${answers.join('')}jj`);
	await terminal.waitFor('http://127.0.0.1:9003 UP');

	terminal.write('\u{1B}]52;c;eG9x');
	terminal.write('\u{3}');
	assert.equal((await terminal.exit).code, 0);
});

test('after a paste whose end is lost the keyboard works', async t => {
	const terminal = open(t, {scenario: 'three'});
	await terminal.waitFor('q quit');
	terminal.write('a\u{1B}[200~127.0.0.1:9');
	await terminal.waitFor('URL  http://127.0.0.1:9');
	terminal.write('\u{1B}');
	await terminal.waitFor(screen => !screen.join('\n').includes('Add a backend'));
	terminal.write('\u{1B}[200~q');
	terminal.write('\u{3}');
	assert.equal((await terminal.exit).code, 0);
});

test('clicks that a terminal reports in bytes select and never disable', async t => {
	const terminal = open(t, {scenario: 'three', columns: 160, rows: 30});
	const screen = await terminal.waitFor('q quit');
	terminal.write('m');
	await terminal.waitFor('Mouse on');
	for (const [port, column] of [[9002, 8], [9003, 100], [9001, 96], [9002, 108]] as const) {
		const row = rowOf(screen, `UP       127.0.0.1:${port}`);
		for (const button of [0, 3]) {
			terminal.write(Buffer.from([0x1B, 0x5B, 0x4D, button + 32, column + 33, row + 33]));
		}

		// eslint-disable-next-line no-await-in-loop -- One click after the other.
		await terminal.waitFor(`│ http://127.0.0.1:${port}`);
	}

	const row = rowOf(screen, 'UP       127.0.0.1:9003');
	terminal.write(`\u{1B}[M ${String.fromCodePoint(105 + 33, row + 33)}`);
	await terminal.waitFor('│ http://127.0.0.1:9003');
	assert.equal(rowOf(terminal.screen(), 'OFF'), -1);
});
