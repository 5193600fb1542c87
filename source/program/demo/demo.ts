import {once} from 'node:events';
import {Worker} from 'node:worker_threads';
import type {DemoStart, MessageFromDemo, MessageToDemo} from './messages.js';

export type DemoOptions = {
	/** Rate limit of the proxy in requests per second; 0 for none. The demo stays well below. */
	readonly rateLimit: number;
	/**
	Seed of the randomness; the same one gives the same demo.

	@default another one each time
	*/
	readonly seed?: number;
	/** The demo's thread has crashed with its backends. */
	readonly onError?: (error: Error) => void;
};

/** Backends to try a balancer with, and traffic for it. */
export type Demo = {
	/** URLs of the three backends: one is fast, one fails sometimes, one is slow and goes down sometimes. */
	readonly backends: readonly string[];
	/**
	Starts the traffic.

	@param port - Of the proxy.
	@param host - Address that the proxy listens on. Loopback when it listens on all.
	*/
	startTraffic(port: number, host?: string): void;
	/** Stops the traffic. Requests in flight are completed. */
	stopTraffic(): void;
	/** Ends traffic and backends at once. */
	close(): Promise<void>;
};

const loopback = '127.0.0.1';

/** A wildcard address; clients need a real one. */
const wildcardHosts = new Set(['', '0.0.0.0', '::']);

/**
Starts the demo's backends, in a thread of their own so that they do not load this one.

@throws {Error} When they cannot listen on loopback.
*/
export const startDemo = async ({rateLimit, seed = Date.now(), onError}: DemoOptions): Promise<Demo> => {
	const workerData: DemoStart = {seed, rateLimit};
	const worker = new Worker(new URL('demo-worker.js', import.meta.url), {name: 'demo', workerData});
	const [{backends}] = await once(worker, 'message') as [MessageFromDemo];

	worker.on('error', (error: Error) => {
		onError?.(error);
	});

	const post = (message: MessageToDemo) => {
		worker.postMessage(message);
	};

	return {
		backends,
		startTraffic(port, host = loopback) {
			post({type: 'start-traffic', host: wildcardHosts.has(host) ? loopback : host, port});
		},
		stopTraffic() {
			post({type: 'stop-traffic'});
		},
		async close() {
			await worker.terminate();
		},
	};
};
