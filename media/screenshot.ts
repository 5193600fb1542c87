/* Makes the readme's pictures from a real session: `node --import=tsx media/screenshot.ts` (on a terminal or not). */
import {writeFileSync} from 'node:fs';
import path from 'node:path';
import {setTimeout as pass} from 'node:timers/promises';
import type {Condition} from '../test/helpers/pseudo-terminal.js';
import {openDemoTerminal} from './demo-terminal.js';
import {screenSvg} from './screen-svg.js';

const columns = 150;
const rows = 32;

const {terminal, source} = openDemoTerminal(columns, rows);

const isDown = (screen: readonly string[]): boolean => screen.some(row => row.includes('│ ✖ DOWN'));

/** What to press one after the other, what the screen shows then, and the name of its picture. */
const stills: ReadonlyArray<readonly [keys: readonly string[], condition: Condition, name: string]> = [
	[['!', '!'], isDown, 'main'],
	[[':', 's'], 'Sort', 'commands'],
	[['\u{1B}', '\t', 'k', '\r'], 'Timing', 'inspector'],
	[['\u{1B}', 'M'], /Requests a second {2}now/v, 'metrics'],
];
try {
	// A picture that shows what the program is for: something is wrong, and traffic goes on.
	await terminal.waitFor(/✖ DOWN/v, 60_000);
	for (const [keys, condition, name] of stills) {
		for (const key of keys) {
			terminal.write(key);
			// eslint-disable-next-line no-await-in-loop -- An escape and the key after it would be one.
			await pass(200);
		}

		// eslint-disable-next-line no-await-in-loop -- One still after the other.
		await terminal.waitFor(condition, 60_000);
		writeFileSync(path.join(import.meta.dirname, `${name}.svg`), screenSvg(source));
	}

	terminal.write('\u{1B}');
	terminal.write('q');
} finally {
	await terminal.dispose();
}
