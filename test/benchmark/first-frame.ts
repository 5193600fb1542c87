import process from 'node:process';
import {median} from './rounds.js';
import {missedBy} from './table.js';
import {TerminalSubject} from './terminal-subject.js';

const rounds = 9;
const targetMs = 600;

/** How long after the program's start its screen stands in the terminal. */
export const measureFirstFrame = async (arguments_: readonly string[]): Promise<void> => {
	const values: number[] = [];
	// The first start fills the compile cache.
	for (let round = -1; round < rounds; round++) {
		const screen = await TerminalSubject.start(arguments_);
		if (round >= 0) {
			values.push(screen.firstFrameMs);
		}

		await screen.stop();
	}

	const value = median(values);
	process.stdout.write(`  first frame ${value.toFixed(0)} ms after the start, in ${rounds} starts; at most ${targetMs}: ${missedBy(value, targetMs)}\n`);
};
