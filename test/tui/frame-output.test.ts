import assert from 'node:assert/strict';
import {setImmediate} from 'node:timers/promises';
import test from 'node:test';
import {FrameOutput, type TerminalStream} from '../../source/tui/frame-output.js';

const begin = '\u{1B}[?2026h';
const end = '\u{1B}[?2026l';
const slate = '\u{1B}[0m\u{1B}[H\u{1B}[J';

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
	const torn = {count: 0};
	const output = new FrameOutput(terminal as unknown as TerminalStream, {columns: 80, rows: 24}, () => {
		torn.count++;
	});
	const draw = (frame: string): void => {
		output.write(begin);
		output.write(frame);
		output.write(end);
	};

	return {
		terminal, torn, output, draw,
	};
};

test('a frame reaches the terminal in one piece, the first one on a clean screen', () => {
	const {terminal, draw} = open();
	draw('one');
	draw('two');
	assert.deepEqual(terminal.taken, [begin + slate + 'one' + end, begin + 'two' + end]);
});

test('while the terminal does not read, one frame waits and the others are dropped', () => {
	const {terminal, torn, output, draw} = open();
	draw('one');
	terminal.isSlow = true;
	draw('two');
	assert.ok(output.isBackedUp);
	for (let count = 0; count < 1000; count++) {
		draw('more');
	}

	assert.equal(terminal.writableLength, (begin + 'two' + end).length);
	assert.equal(torn.count, 0);
	terminal.read();
	assert.equal(torn.count, 1);
	assert.ok(!output.isBackedUp);
});

test('a terminal that was slow but missed nothing needs no new drawing', () => {
	const {terminal, torn, draw} = open();
	terminal.isSlow = true;
	draw('one');
	terminal.read();
	assert.equal(torn.count, 0);
});

test('drawing anew starts on a clean screen, and what makes the drawer forget is not sent', () => {
	const {terminal, output, draw} = open();
	draw('one');
	output.startAnew(() => {
		draw('erase');
		output.write('up');
	});
	draw('two');
	assert.deepEqual(terminal.taken.slice(1), [begin + slate + 'two' + end]);
});

test('switches of the terminal are never dropped', () => {
	const {terminal, draw, output} = open();
	terminal.isSlow = true;
	draw('one');
	output.write('\u{1B}[?1049l');
	terminal.read();
	assert.equal(terminal.taken.at(-1), '\u{1B}[?1049l');
});

test('flushing waits until the terminal has taken everything', async () => {
	const {terminal, output, draw} = open();
	terminal.isSlow = true;
	draw('one');
	const flushed = output.flush(60_000);
	await setImmediate();
	terminal.read();
	assert.equal(await flushed, true);
});

test('a terminal that never reads is waited for only so long', async t => {
	t.mock.timers.enable({apis: ['setTimeout']});
	const {terminal, output, draw} = open();
	terminal.isSlow = true;
	draw('one');
	const flushed = output.flush(1000);
	await setImmediate();
	t.mock.timers.tick(1000);
	assert.equal(await flushed, false);
});
