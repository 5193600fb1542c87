import assert from 'node:assert/strict';
import {setImmediate} from 'node:timers/promises';
import test from 'node:test';
import {FrameOutput, type TerminalStream} from '../../source/tui/frame-output.js';

const begin = '\u{1B}[?2026h';
const end = '\u{1B}[?2026l';
const slate = '\u{1B}[0m\u{1B}[H\u{1B}[J';

const row = (number: number, text: string): string => `\u{1B}[${number}H\u{1B}[2K${text}`;

/** A terminal that takes what it is sent only when told to. */
const slowTerminal = () => {
	const waiting: Array<readonly [string, () => void]> = [];
	const terminal = {
		taken: [] as string[],
		isSlow: false,
		get writableLength() {
			return waiting.reduce((sum, [data]) => sum + data.length, 0);
		},
		write(data: string, written: () => void) {
			if (terminal.isSlow) {
				waiting.push([data, written]);
			} else {
				terminal.taken.push(data);
				written();
			}
		},
		read() {
			terminal.isSlow = false;
			for (const [data, written] of waiting.splice(0)) {
				terminal.taken.push(data);
				written();
			}
		},
	};
	return terminal;
};

const open = () => {
	const terminal = slowTerminal();
	const screen = {frame: [] as readonly string[]};
	const output = new FrameOutput(terminal as unknown as TerminalStream, () => screen.frame);
	/** As Ink does, after it has written the others. */
	const draw = (frame: readonly string[], ...others: readonly string[]): void => {
		screen.frame = frame;
		for (const chunk of [begin, ...others, 'what Ink draws', end]) {
			output.write(chunk);
		}
	};

	return {terminal, output, draw};
};

test('a frame reaches the terminal in one piece, the first one on a clean screen', () => {
	const {terminal, draw} = open();
	draw(['one', 'two']);
	assert.deepEqual(terminal.taken, [begin + slate + row(1, 'one') + row(2, 'two') + end]);
});

test('only rows that have changed are sent, and nothing for a frame that is the same', () => {
	const {terminal, draw} = open();
	draw(['one', 'two', 'three']);
	draw(['one', 'other', 'three']);
	draw(['one', 'other', 'three']);
	assert.deepEqual(terminal.taken.slice(1), [begin + row(2, 'other') + end]);
});

test('rows that a smaller frame leaves are erased', () => {
	const {terminal, draw} = open();
	draw(['one', 'two', 'three']);
	draw(['one']);
	assert.deepEqual(terminal.taken.slice(1), [begin + row(2, '') + row(3, '') + end]);
});

test('while the terminal does not read, one frame waits, and then it gets what the latest has that it lacks', () => {
	const {terminal, output, draw} = open();
	draw(['one', 'same']);
	terminal.isSlow = true;
	draw(['two', 'same']);
	assert.ok(output.isBackedUp);
	for (let count = 0; count < 1000; count++) {
		draw([`more ${count}`, 'same']);
	}

	assert.equal(terminal.writableLength, (begin + row(1, 'two') + end).length);
	terminal.read();
	assert.deepEqual(terminal.taken.slice(1), [begin + row(1, 'two') + end, begin + row(1, 'more 999') + end]);
	assert.ok(!output.isBackedUp);
});

test('a terminal that was slow but missed nothing is sent nothing more', () => {
	const {terminal, draw} = open();
	terminal.isSlow = true;
	draw(['one']);
	terminal.read();
	assert.equal(terminal.taken.length, 1);
});

test('drawing anew sends the last frame whole on a clean screen', () => {
	const {terminal, output, draw} = open();
	draw(['one', 'two']);
	output.redraw();
	assert.equal(terminal.taken[1], terminal.taken[0]);
});

test('what is written in the middle of a frame passes, and the frame is drawn anew over it', () => {
	const {terminal, draw} = open();
	draw(['one']);
	draw(['one'], 'a warning\n');
	assert.deepEqual(terminal.taken.slice(1), [`${begin}a warning\n${slate}${row(1, 'one')}${end}`]);
});

test('switches of the terminal are never dropped', () => {
	const {terminal, draw, output} = open();
	terminal.isSlow = true;
	draw(['one']);
	output.write('\u{1B}[?2004l');
	terminal.read();
	assert.equal(terminal.taken.at(-1), '\u{1B}[?2004l');
});

test('nothing is drawn once the alternate screen is left, whatever was missed', () => {
	const {terminal, draw, output} = open();
	terminal.isSlow = true;
	draw(['one']);
	draw(['two']);
	output.write('\u{1B}[?1049l');
	terminal.read();
	output.redraw();
	assert.equal(terminal.taken.at(-1), '\u{1B}[?1049l');
});

test('flushing waits until the terminal has taken everything', async () => {
	const {terminal, output, draw} = open();
	terminal.isSlow = true;
	draw(['one']);
	const flushed = output.flush(60_000);
	await setImmediate();
	terminal.read();
	assert.equal(await flushed, true);
});

test('a terminal that never reads is waited for only so long', async t => {
	t.mock.timers.enable({apis: ['setTimeout']});
	const {terminal, output, draw} = open();
	terminal.isSlow = true;
	draw(['one']);
	const flushed = output.flush(1000);
	await setImmediate();
	t.mock.timers.tick(1000);
	assert.equal(await flushed, false);
});
