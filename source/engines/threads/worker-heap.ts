import {totalmem} from 'node:os';
import process from 'node:process';
import {getHeapStatistics} from 'node:v8';

const mebibyte = 2 ** 20;
const least = 256;
/** Far more than the most connections take; a larger heap that is full keeps its worker busy collecting garbage for minutes. */
const most = 1024;

/**
Of a worker's newest objects, in MiB. What survives of more than that may pass the limit of the heap at once, on which V8 ends the
whole process instead of the worker.
*/
export const youngHeapMegabytes = 12;

/**
The largest heap of a worker, in MiB. Beyond it the worker ends and is replaced, instead of slowing down the machine: all of them
together have half of the memory that this process may use.
*/
export const workerHeapMegabytes = (threads: number): number => {
	const allowed = process.constrainedMemory();
	const memory = Math.min(allowed > 0 ? allowed : Infinity, totalmem());
	const share = Math.trunc(memory / 2 / threads / mebibyte);
	// As `--max-old-space-size` asks for, if it asks for less.
	const ownLimit = Math.trunc(getHeapStatistics().heap_size_limit / mebibyte);
	return Math.min(Math.max(share, least), most, ownLimit);
};
