import {writeFile} from 'node:fs/promises';
import path from 'node:path';

/** Lets a program's system clock be set while it runs, in all of its threads. */
export type MovableClock = {
	/** For Node, before the program. */
	readonly nodeArguments: readonly string[];
	/** @param milliseconds - How far it is from the true one from now on. */
	set(milliseconds: number): Promise<void>;
};

/** @param directory - For a module and a file that it reads. */
export const movableClock = async (directory: string): Promise<MovableClock> => {
	const offset = path.join(directory, 'clock-offset');
	const preload = path.join(directory, 'movable-clock.mjs');
	const set = async (milliseconds: number): Promise<void> => writeFile(offset, String(milliseconds));
	await set(0);
	await writeFile(preload, `
import {readFileSync} from 'node:fs';
const trueNow = Date.now;
Date.now = () => trueNow() + Number(readFileSync(${JSON.stringify(offset)}, 'utf8'));
`);
	return {nodeArguments: ['--import', preload], set};
};
