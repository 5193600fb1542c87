import {parentPort, workerData} from 'node:worker_threads';
import {startDemoBackends} from './demo-backends.js';
import type {DemoStart, MessageFromDemo, MessageToDemo} from './messages.js';
import {createRandom} from './random-numbers.js';
import {startTraffic} from './traffic.js';

const {seed, rateLimit} = workerData as DemoStart;
const {urls} = await startDemoBackends(seed);
let stopTraffic: (() => void) | undefined;

parentPort!.on('message', (message: MessageToDemo) => {
	stopTraffic?.();
	stopTraffic = message.type === 'start-traffic'
		? startTraffic({
			host: message.host,
			port: message.port,
			rateLimit,
			random: createRandom(seed),
		})
		: undefined;
});

const ready: MessageFromDemo = {type: 'ready', backends: urls};
parentPort!.postMessage(ready);
