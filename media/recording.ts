/* Makes the readme's animated picture from a real session: `node --import=tsx media/recording.ts` (on a terminal or not). */
import {writeFileSync} from 'node:fs';
import path from 'node:path';
import {setTimeout as pass} from 'node:timers/promises';
import {animationSvg, type Shot} from './animation-svg.js';
import {openDemoTerminal} from './demo-terminal.js';
import {rowSvg} from './screen-svg.js';

const columns = 124;
const rows = 30;
/** How long each shot stands, in milliseconds, in the picture. */
const shotMs = 700;

const {terminal, source} = openDemoTerminal(columns, rows);
const shots: Shot[] = [];

/** Takes so many shots, one after the other. */
const record = async (count: number): Promise<void> => {
	for (let taken = 0; taken < count; taken++) {
		// eslint-disable-next-line no-await-in-loop -- As time goes by.
		await pass(shotMs);
		shots.push(Array.from({length: rows}, (_, row) => rowSvg(source, row)));
	}
};

/** What a person would do who looks for what is wrong. */
const story: ReadonlyArray<readonly [keys: string, shots: number]> = [['', 6], ['\t', 1], ['k', 1], ['k', 1], ['\r', 5], ['R', 2], ['\r', 4], ['\u{1B}', 1], ['\u{1B}', 2], ['M', 5], ['\u{1B}', 3]];
try {
	await terminal.waitFor(/✖ DOWN/v, 60_000);
	for (const [keys, count] of story) {
		terminal.write(keys);
		// eslint-disable-next-line no-await-in-loop -- One scene after the other.
		await record(count);
	}

	writeFileSync(path.join(import.meta.dirname, 'session.svg'), animationSvg(shots, {columns, rows, shotMs}));
	terminal.write('q');
	await terminal.exit;
} finally {
	await terminal.dispose();
}
