import {writeFileSync} from 'node:fs';
import process from 'node:process';

export type Strain = {
	/** How often a timer of 20 ms went off while standard output was backed up for a second. */
	readonly ticks: number;
	/** The most that ever waited to be written to standard output, in bytes. */
	readonly mostWaiting: number;
};

const interval = 20;
const wantedTicks = 50;

/** Once standard output has been backed up for a while, writes to a file how the process fared meanwhile. */
export const gaugeStrain = (file: string): void => {
	let ticks = 0;
	let mostWaiting = 0;
	const timer = setInterval(() => {
		const waiting = process.stdout.writableLength;
		ticks = waiting > 0 ? ticks + 1 : 0;
		mostWaiting = Math.max(mostWaiting, waiting);
		if (ticks !== wantedTicks) {
			return;
		}

		clearInterval(timer);
		writeFileSync(file, JSON.stringify({ticks, mostWaiting} satisfies Strain));
	}, interval);
	timer.unref();
};
