import type {Stripe} from '../../../shared-memory/stripe.js';
import type {LiveExchanges} from './live-exchanges.js';

const intervalMs = 250;

/**
Tells all threads how long each backend lets requests wait, without a cost to any of them on its way.

@returns Ends that.
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
