/* Takes places and gives them back, over and over, and tells how many all threads together were granted at once at most. */
import {parentPort, workerData} from 'node:worker_threads';
import {ConnectionCounts} from '../../../source/engines/shared-memory/connection-counts.js';

export type Visit = {
	readonly memory: SharedArrayBuffer;
	readonly index: number;
	readonly threads: number;
	readonly limit: number;
	readonly visits: number;
	/** Two words: what all threads were granted, and how many threads are ready to begin. */
	readonly granted: SharedArrayBuffer;
};

const {
	memory, index, threads, limit, visits, granted,
} = workerData as Visit;
const counts = new ConnectionCounts(memory, index);
const grantedNow = new Int32Array(granted);
let most = 0;

// They begin together.
Atomics.add(grantedNow, 1, 1);
Atomics.notify(grantedNow, 1);
for (let ready = 0; ready < threads; ready = Atomics.load(grantedNow, 1)) {
	Atomics.wait(grantedNow, 1, ready, 10);
}

for (let visit = 0; visit < visits; visit++) {
	let own = 0;
	while (own < 3 && counts.tryEnter(limit)) {
		most = Math.max(most, Atomics.add(grantedNow, 0, 1) + 1);
		own++;
	}

	for (; own > 0; own--) {
		Atomics.sub(grantedNow, 0, 1);
		counts.leave();
	}
}

parentPort!.postMessage(most);
