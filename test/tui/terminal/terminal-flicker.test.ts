/* eslint-disable no-await-in-loop -- A terminal shows one screen after the other. */
import assert from 'node:assert/strict';
import test from 'node:test';
import {openTerminalProgram} from '../../helpers/terminal-program.js';

/** Stands before each frame: the terminal then shows it in one go. */
const frameStart = '\u{1B}[?2026h';

/** What empties the screen, or a whole row of it: erasing the display, resetting the terminal, erasing a line but for its end. */
const clearing = ['[J', '[0J', '[1J', '[2J', '[3J', 'c', '[1K', '[2K'].map(rest => `\u{1B}${rest}`);

const isCleared = (written: string): boolean => clearing.some(sequence => written.includes(sequence));

/** Keys, and what stands on the screen after them until escape. */
const tour = {
	'?': '─ Help ─', ':': 'enter run', a: 'URL  http', M: '─ Metrics', E: '─ Events', '\r': '─ Backend b1',
};

test('no frame begins with a cleared screen, but for those that ctrl-l asks for', async t => {
	const terminal = openTerminalProgram({scenario: 'busy', columns: 160, rows: 50});
	t.after(async () => terminal.dispose());
	await terminal.waitFor('q quit');
	for (const [columns, rows] of [[160, 50], [80, 24], [40, 12]] as const) {
		terminal.resize(columns, rows);
		await terminal.waitFor(screen => screen.length === rows && screen.at(-1)!.includes('? help'));
		const end = terminal.record();
		for (const [key, content] of Object.entries(tour)) {
			terminal.write(key);
			await terminal.waitFor(content);
			terminal.write('\u{1B}');
			await terminal.waitFor(screen => !screen.join('\n').includes(content));
		}

		const frames = end().split(frameStart);
		assert.ok(frames.length > 2 * Object.keys(tour).length, `${frames.length} frames`);
		assert.deepEqual(frames.filter(frame => isCleared(frame)), [], `at ${columns}x${rows}`);
	}

	const end = terminal.record();
	terminal.write('\u{C}?');
	await terminal.waitFor('─ Help ─');
	assert.ok(isCleared(end()));
});
