import {http} from '../../node-http/http.js';
import type {Random} from './random-numbers.js';
import {chooseRoute, targetOf} from './demo-routes.js';
import {gapAt} from './traffic-rate.js';

export type TrafficOptions = {
	readonly host: string;
	readonly port: number;
	/** Requests a second that the proxy lets through; 0 for no limit. */
	readonly rateLimit: number;
	readonly random: Random;
};

/** No further requests while this many are pending. */
const maxInFlight = 32;

const maxSockets = 8;

const answerTimeoutMs = 60_000;

/**
Sends a trickle of varied requests over keep-alive connections. What comes back, an error included, is of no concern here.

@returns Ends it: nothing more is sent, and connections are closed once the requests in flight are answered.
*/
export const startTraffic = ({host, port, rateLimit, random}: TrafficOptions): (() => void) => {
	const agent = new http.Agent({keepAlive: true, maxSockets});
	const startedAt = performance.now();
	let timer: NodeJS.Timeout;
	let inFlight = 0;
	let isStopped = false;

	const closeWhenDone = () => {
		if (isStopped && inFlight === 0) {
			agent.destroy();
		}
	};

	const send = () => {
		const route = chooseRoute(random);
		const request = http.request({
			agent,
			host,
			port,
			method: route.method,
			path: targetOf(route, random),
			headers: {
				'user-agent': 'proxy-tui demo',
				...(route.status === 304 && {'if-none-match': '"demo"'}),
				...(route.requestBytes !== undefined && {'content-type': 'text/plain', 'content-length': route.requestBytes}),
			},
			timeout: answerTimeoutMs,
		});
		inFlight += 1;
		request.on('response', response => {
			response.on('error', () => undefined);
			response.resume();
		});
		request.on('timeout', () => {
			request.destroy();
		});
		request.on('error', () => undefined);
		request.on('close', () => {
			inFlight -= 1;
			closeWhenDone();
		});
		request.end('.'.repeat(route.requestBytes ?? 0));
	};

	const sendNext = () => {
		timer = setTimeout(() => {
			if (inFlight < maxInFlight) {
				send();
			}

			sendNext();
		}, gapAt(performance.now() - startedAt, rateLimit, random()));
	};

	sendNext();

	return () => {
		isStopped = true;
		clearTimeout(timer);
		closeWhenDone();
	};
};
