import type {Stripe} from '../../../shared-memory/stripe.js';
import type {LiveExchanges} from './live-exchanges.js';

const intervalMs = 250;

/**
Publishes the longest wait at each backend to all threads, at no cost per request.

@returns Stops it.
*/
export const watchWaits = (live: LiveExchanges, stripe: Stripe): (() => void) => {
	let told: ReadonlyMap<number, number> = new Map();
	const timer = setInterval(() => {
		const waits = live.longestWaits();
		for (const slot of told.keys()) {
			if (!waits.has(slot)) {
				stripe.setWait(slot, 0);
			}
		}

		for (const [slot, milliseconds] of waits) {
			stripe.setWait(slot, milliseconds);
		}

		told = waits;
	}, intervalMs).unref();
	return () => {
		clearInterval(timer);
	};
};
