import {totalmem} from 'node:os';
import process from 'node:process';
import {getHeapStatistics} from 'node:v8';

const mebibyte = 2 ** 20;
const least = 256;
/** Far more than the maximum of connections needs; garbage collection of a larger full heap would block its worker for minutes. */
const most = 1024;

/**
Young generation of a worker, in MiB. The survivors of a larger one may exceed the heap limit at once, and V8 then ends the whole
process instead of the worker.
*/
export const youngHeapMegabytes = 12;

/**
Heap limit of a worker, in MiB. A worker that exceeds it ends and is replaced, instead of slowing down the machine. All workers
together may use half of the memory available to the process.
*/
export const workerHeapMegabytes = (threads: number): number => {
	const allowed = process.constrainedMemory();
	const memory = Math.min(allowed > 0 ? allowed : Infinity, totalmem());
	const share = Math.trunc(memory / 2 / threads / mebibyte);
	// Respects a smaller `--max-old-space-size`.
	const ownLimit = Math.trunc(getHeapStatistics().heap_size_limit / mebibyte);
	return Math.min(Math.max(share, least), most, ownLimit);
};
