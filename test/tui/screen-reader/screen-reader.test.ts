import assert from 'node:assert/strict';
import {PassThrough} from 'node:stream';
import {setImmediate} from 'node:timers/promises';
import test from 'node:test';
import {openScreenReader} from '../../../source/tui/screen-reader/screen-reader.js';

test('lines are written once each, in order, without any control sequence', async () => {
	const stdout = Object.assign(new PassThrough({encoding: 'utf8'}), {isTTY: true, columns: 20, rows: 5});
	const reader = openScreenReader(stdout as unknown as NodeJS.WriteStream);
	const said: string[] = [];
	for (let number = 1; number <= 30; number++) {
		const line = `line ${number} is longer than the terminal is wide`;
		said.push(line);
		reader.say(line);
		if (number % 4 === 0) {
			// eslint-disable-next-line no-await-in-loop -- Some at once, some one after the other.
			await setImmediate();
		}
	}

	await reader.close();
	assert.equal(String(stdout.read()).trimEnd(), said.join('\n'));
});
