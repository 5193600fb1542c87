import assert from 'node:assert/strict';
import {setTimeout as pass} from 'node:timers/promises';
import test from 'node:test';
import fc from 'fast-check';
import {startTerminal} from '../../source/tui/terminal.js';
import {FakeControl, fakeBackend} from '../helpers/fake-control.js';
import {openFakeTerminal, type FakeTerminal} from '../helpers/fake-terminal.js';

/** What may happen to a terminal, one after the other. */
type Step =
	| {readonly type: 'keys'; readonly keys: string}
	| {readonly type: 'resize'; readonly columns: number; readonly rows: number}
	| {readonly type: 'requests'; readonly count: number; readonly target: string}
	| {readonly type: 'stall' | 'resume' | 'wait'};

const sequences = [
	'\u{1B}',
	'\u{1B}[A',
	'\u{1B}[B',
	'\u{1B}[5~',
	'\u{1B}[6~',
	'\u{1B}[Z',
	'\u{1B}OP',
	'\u{1B}[<0;10;5M',
	'\u{1B}[<0;1',
	'\u{1B}[200~http://127.0.0.1:9\nxy\u{1B}[201~',
	'\u{1B}[I',
	'\r',
	'\t',
	'\u{7F}',
	'\u{C}',
	'\u{3}',
	'\u{15}',
];
const keys = fc.oneof(
	fc.constantFrom(...'adxpqjkgGyn? '),
	fc.constantFrom(...sequences),
	fc.string({unit: 'binary', maxLength: 5}),
);
const step: fc.Arbitrary<Step> = fc.oneof(
	{weight: 12, arbitrary: keys.map(typed => ({type: 'keys', keys: typed}) as const)},
	{weight: 2, arbitrary: fc.record({type: fc.constant('resize' as const), columns: fc.integer({min: 2, max: 170}), rows: fc.integer({min: 1, max: 50})})},
	{weight: 3, arbitrary: fc.record({type: fc.constant('requests' as const), count: fc.integer({min: 1, max: 300}), target: fc.string({unit: 'binary'})})},
	{weight: 4, arbitrary: fc.constantFrom<Step>({type: 'stall'}, {type: 'resume'}, {type: 'wait'})},
);

const take = async (given: Step, terminal: FakeTerminal, control: FakeControl): Promise<void> => {
	switch (given.type) {
		case 'keys': {
			terminal.type(given.keys);
			break;
		}

		case 'resize': {
			terminal.resize(given.columns, given.rows);
			break;
		}

		case 'requests': {
			control.log(given.count, {target: given.target});
			break;
		}

		case 'stall': {
			terminal.stall();
			break;
		}

		case 'resume': {
			terminal.resume();
			break;
		}

		case 'wait': {
			await pass(120);
			break;
		}
	}
};

/** Waits until nothing is written any more: longer than the slowest round of the feed and the pause between two frames together. */
const calm = async (terminal: FakeTerminal): Promise<void> => {
	let before = -1;
	while (before !== terminal.written) {
		before = terminal.written;
		// eslint-disable-next-line no-await-in-loop -- One look after the other.
		await pass(400);
	}

	await terminal.drawn();
};

test('whatever is typed, the screen works on and shows what it should', async () => {
	await fc.assert(fc.asyncProperty(fc.array(step, {minLength: 10, maxLength: 60}), async steps => {
		const terminal = openFakeTerminal(80, 24);
		const control = new FakeControl({backends: [fakeBackend({id: 'b1'}), fakeBackend({id: 'b2'})]});
		const screen = startTerminal({
			control,
			version: '0.1.0',
			onQuit: () => undefined,
			stdin: terminal.stdin,
			stdout: terminal.stdout,
			environment: {},
			clock: () => 0,
		});
		try {
			for (const given of steps) {
				// eslint-disable-next-line no-await-in-loop -- One step after the other.
				await take(given, terminal, control);
			}

			terminal.resume();
			await calm(terminal);
			const shown = terminal.screen.lines;
			terminal.type('\u{C}');
			await calm(terminal);
			assert.deepEqual(shown, terminal.screen.lines, 'drawn anew, the screen looks the same');

			terminal.resize(80, 24);
			terminal.type('\u{1B}');
			await pass(50);
			terminal.type('\u{1B}');
			await pass(50);
			terminal.type('?');
			await calm(terminal);
			assert.match(terminal.screen.lines.join('\n'), /─ Help ─/v);
		} finally {
			await screen.close();
		}

		await terminal.drawn();
		assert.ok(!terminal.screen.isAlternate && terminal.screen.isCursorVisible && !terminal.screen.isPasteBracketed);
		terminal.screen.dispose();
	}), {numRuns: 3, endOnFailure: true});
});
