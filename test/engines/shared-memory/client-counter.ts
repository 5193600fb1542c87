/* A thread that asks for a token for one new client after the other, each at the same moment as another thread does. */
import {parentPort, workerData} from 'node:worker_threads';
import {ClientBuckets} from '../../../source/engines/shared-memory/client-buckets.js';

const {memory, meeting, clients} = workerData as {memory: SharedArrayBuffer; meeting: SharedArrayBuffer; clients: number};
const arrivals = new Int32Array(meeting);
const threads = 2;
const buckets = new ClientBuckets(memory, () => 1_000_000_000n);
buckets.configure(1);
const taken: number[] = [];
for (let client = 0; client < clients; client++) {
	Atomics.add(arrivals, 0, 1);
	while (Atomics.load(arrivals, 0) < threads * (client + 1)) {
		// The other one is on its way.
	}

	if (buckets.take({high: 7, low: client}) === 0) {
		taken.push(client);
	}
}

parentPort!.postMessage(taken);
