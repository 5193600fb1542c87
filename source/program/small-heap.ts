import {getHeapSpaceStatistics, setFlagsFromString} from 'node:v8';
import {youngHeapMegabytes} from '../engines/threads/worker-heap.js';

export type HeapWish = {
	/** Of the young generation, in MiB, half of which is in use at a time. The smaller, the more often it is collected in the midst of a frame. */
	readonly youngMegabytes: number;
	/** How much the old generation may grow before it is collected, in percent of what is alive. */
	readonly growthPercent: number;
};

/** 187 MB resident instead of 320, for 5 % more processor time a frame. */
export const heapBesideWorkers: HeapWish = {youngMegabytes: 16, growthPercent: 50};

/** 143 MB instead of 280, for a quarter more. */
export const heapAlone: HeapWish = {youngMegabytes: 8, growthPercent: 30};

const mebibyte = 2 ** 20;

const checkInterval = 250;

/**
Keeps the heap of a thread that draws frames small. On a machine with much memory the garbage collector sees no reason to collect what they
leave behind. Its settings concern all threads: workers that start later have their whole young generation from the start, since it
cannot grow either. Ends with the process.
*/
export const keepHeapSmall = ({youngMegabytes, growthPercent}: HeapWish): void => {
	setFlagsFromString(`--min-semi-space-size=${youngHeapMegabytes / 3}`);
	setFlagsFromString(`--heap-growing-percent=${growthPercent}`);
	const check = (): void => {
		const megabytes = getHeapSpaceStatistics().find(({space_name: name}) => name === 'new_space')!.space_size / mebibyte;
		setFlagsFromString(`--semi-space-growth-factor=${megabytes < youngMegabytes ? 2 : 1}`);
		// The next collection then shrinks it.
		setFlagsFromString(megabytes > youngMegabytes ? '--optimize-for-size' : '--no-optimize-for-size');
	};

	check();
	setInterval(check, checkInterval).unref();
};
