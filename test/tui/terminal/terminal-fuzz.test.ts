import assert from 'node:assert/strict';
import {setTimeout as pass} from 'node:timers/promises';
import test from 'node:test';
import fc from 'fast-check';
import {startTerminal} from '../../../source/tui/terminal.js';
import {commands} from '../../../source/tui/features.js';
import {workElsewhere} from '../../helpers/elsewhere.js';
import {FakeControl, fakeBackend} from '../../helpers/fake-control.js';
import {openFakeTerminal, type FakeTerminal} from '../../helpers/fake-terminal.js';

// Exports write to where one is.
workElsewhere();

/** What may happen to a terminal, one after the other. */
type Step =
	| {readonly type: 'keys'; readonly keys: string}
	| {readonly type: 'resize'; readonly columns: number; readonly rows: number}
	| {readonly type: 'requests'; readonly count: number; readonly target: string}
	| {readonly type: 'stall' | 'resume' | 'wait'};

/** What a terminal sends for keys that are no characters. */
const namedKeys: Readonly<Record<string, string>> = {
	enter: '\r',
	tab: '\t',
	'shift-tab': '\u{1B}[Z',
	esc: '\u{1B}',
	space: ' ',
	backspace: '\u{7F}',
	delete: '\u{1B}[3~',
	up: '\u{1B}[A',
	down: '\u{1B}[B',
	right: '\u{1B}[C',
	left: '\u{1B}[D',
	home: '\u{1B}[H',
	end: '\u{1B}[F',
	pgup: '\u{1B}[5~',
	pgdn: '\u{1B}[6~',
};

const sent = (key: string): string => {
	const control = /^ctrl-(?<letter>[a-z])$/v.exec(key)?.groups?.['letter'];
	if (control !== undefined) {
		return String.fromCodePoint(control.codePointAt(0)! - 96);
	}

	const sequence = namedKeys[key] ?? key;
	assert.ok(sequence.length === 1 || sequence.startsWith('\u{1B}'), `What does a terminal send for ${key}?`);
	return sequence;
};

const commandKeys = [...new Set(commands.flatMap(({keys}) => keys))].map(key => sent(key));

const oddities = [
	'\u{1B}OP',
	'\u{1B}[<0;10;5M',
	'\u{1B}[<64;10;5M',
	'\u{1B}[<0;1',
	'\u{1B}[200~http://127.0.0.1:9\nxy\u{1B}[201~',
	'\u{1B}[I',
];
const keys = fc.oneof(
	{weight: 3, arbitrary: fc.constantFrom(...commandKeys)},
	{weight: 1, arbitrary: fc.constantFrom(...oddities)},
	{weight: 1, arbitrary: fc.string({unit: 'binary', maxLength: 5})},
);
const step: fc.Arbitrary<Step> = fc.oneof(
	{weight: 12, arbitrary: keys.map(typed => ({type: 'keys', keys: typed}) as const)},
	{weight: 2, arbitrary: fc.record({type: fc.constant('resize' as const), columns: fc.integer({min: 2, max: 170}), rows: fc.integer({min: 1, max: 50})})},
	{weight: 3, arbitrary: fc.record({type: fc.constant('requests' as const), count: fc.integer({min: 1, max: 300}), target: fc.string({unit: 'binary'})})},
	{weight: 3, arbitrary: fc.constantFrom<Step>({type: 'stall'}, {type: 'resume'}, {type: 'wait'})},
);

/** Every key of every command is pressed once in a run, among whatever else happens. */
const steps = fc.tuple(fc.shuffledSubarray(commandKeys, {minLength: commandKeys.length}), fc.array(step, {minLength: 40, maxLength: 60})).map(([typed, others]) => {
	const share = Math.ceil(typed.length / others.length);
	return others.flatMap((other, index): Step[] => [other, ...typed.slice(index * share, (index + 1) * share).map(pressed => ({type: 'keys', keys: pressed}) as const)]);
});

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
			await pass(50);
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
		await pass(650);
	}

	await terminal.drawn();
};

/** Waits until the screen is as it should be. */
const until = async (terminal: FakeTerminal, isRight: (screen: readonly string[]) => boolean): Promise<void> => {
	const deadline = performance.now() + 10_000;
	while (!isRight(terminal.screen.lines) && performance.now() < deadline) {
		// eslint-disable-next-line no-await-in-loop -- One look after the other.
		await pass(20);
	}
};

test('whatever is typed, the screen works on and shows what it should', async () => {
	await fc.assert(fc.asyncProperty(steps, async given => {
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
			for (const one of given) {
				// eslint-disable-next-line no-await-in-loop -- One step after the other.
				await take(one, terminal, control);
			}

			terminal.resume();
			await calm(terminal);
			if (!terminal.screen.isAlternate) {
				// It was suspended.
				terminal.type(sent('enter'));
				await calm(terminal);
			}

			const shown = terminal.screen.lines;
			const {written} = terminal;
			terminal.type(sent('ctrl-l'));
			await until(terminal, screenNow => terminal.written > written && screenNow.join('\n') === shown.join('\n'));
			assert.deepEqual(terminal.screen.lines, shown, 'drawn anew, the screen looks the same');

			terminal.resize(80, 24);
			for (const key of ['esc', 'esc', 'esc', '?']) {
				terminal.type(sent(key));
				// eslint-disable-next-line no-await-in-loop -- An escape and the key after it would be one.
				await pass(50);
			}

			await until(terminal, screenNow => screenNow.join('\n').includes('─ Help ─'));
			assert.match(terminal.screen.lines.join('\n'), /─ Help ─/v);
		} finally {
			await screen.close();
		}

		await terminal.drawn();
		assert.ok(!terminal.screen.isAlternate && terminal.screen.isCursorVisible && !terminal.screen.isPasteBracketed);
		terminal.screen.dispose();
	}), {numRuns: 3, endOnFailure: true});
});
