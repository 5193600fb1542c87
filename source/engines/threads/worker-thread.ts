import {Worker} from 'node:worker_threads';
import {workerHeapMegabytes, youngHeapMegabytes} from './worker-heap.js';

const file = new URL('data-plane/worker.js', import.meta.url);

/** A thread that loads the data plane and then waits for its `WorkerStart`. */
export type WorkerThread = {
	readonly worker: Worker;
	/** It ends when it needs more. */
	readonly maxHeapMegabytes: number;
};

/**
Starts the thread of a worker.

@param index
@param threads - Of how many it is one.
*/
export const startWorkerThread = (index: number, threads: number): WorkerThread => {
	const maxHeapMegabytes = workerHeapMegabytes(threads);
	return {
		maxHeapMegabytes,
		worker: new Worker(file, {
			name: `proxy-${index}`,
			resourceLimits: {maxOldGenerationSizeMb: maxHeapMegabytes, maxYoungGenerationSizeMb: youngHeapMegabytes},
		}),
	};
};
