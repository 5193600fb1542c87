import {DenseList, type Placed} from '../../../../model/dense-list.js';
import type {OpenRequests} from '../../../../model/open-request.js';
import type {Exchange} from '../exchange.js';
import {type LocalReply, retryFields} from '../local-reply.js';

/** What carries an exchange. */
export type LiveForwarding = Placed & {
	readonly exchange: Exchange;
	/** How long it has waited for its backend's response, in milliseconds; undefined when it does not. */
	readonly waitedMs: number | undefined;
	cut(answer: LocalReply): void;
};

/** Reply after the drain timeout or forced removal of the backend. */
const cutOff: LocalReply = {
	status: 502, code: 'backend_cut_off', title: 'The backend was taken out of service before it responded', proxyError: 'connection_terminated',
};

/** Reply after the shutdown deadline. */
const stopped: LocalReply = {
	status: 503, code: 'proxy_stopped', title: 'The proxy stopped before the backend responded', proxyError: 'connection_terminated', closes: true, fields: retryFields,
};

/** Where an exchange that began then belongs in this order. */
const placeOf = (begunAt: number, oldest: readonly Exchange[]): number => {
	let [low, high] = [0, oldest.length];
	while (low < high) {
		const middle = Math.trunc((low + high) / 2);
		if (oldest[middle]!.begunAt <= begunAt) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}

	return low;
};

/** The exchanges in flight of a worker. */
export class LiveExchanges {
	readonly #live = new DenseList<LiveForwarding>();

	add(forwarding: LiveForwarding): void {
		this.#live.add(forwarding);
	}

	/** Idempotent. */
	remove(forwarding: LiveForwarding): void {
		this.#live.remove(forwarding);
	}

	/** The longest current wait for a response in milliseconds, by slot of the backend. */
	longestWaits(): ReadonlyMap<number, number> {
		const longest = new Map<number, number>();
		for (const {exchange: {backend}, waitedMs} of this.#live) {
			if (backend !== undefined && waitedMs !== undefined && waitedMs > (longest.get(backend.slot) ?? 0)) {
				longest.set(backend.slot, waitedMs);
			}
		}

		return longest;
	}

	/** The oldest exchanges, oldest first: one pass, however many there are, that keeps the `limit` oldest so far in order. */
	oldest(limit: number): OpenRequests {
		const oldest: Exchange[] = [];
		let inFlight = 0;
		for (const {exchange} of this.#live) {
			if (exchange.finished) {
				continue;
			}

			inFlight++;
			if (!(oldest.length < limit || exchange.begunAt < oldest.at(-1)!.begunAt)) {
				continue;
			}

			oldest.splice(placeOf(exchange.begunAt, oldest), 0, exchange);
			oldest.length = Math.min(oldest.length, limit);
		}

		return {requests: oldest.map(({open}) => open), inFlight};
	}

	/** Ends all exchanges at a backend, including tunnels. */
	cut(slot: number): void {
		this.#cut(cutOff, exchange => exchange.backend?.slot === slot);
	}

	/** Ends all exchanges. */
	stop(): void {
		this.#cut(stopped, () => true);
	}

	#cut(answer: LocalReply, isMeant: (exchange: Exchange) => boolean): void {
		// A copy, as ending an exchange reorders the list.
		for (const forwarding of [...this.#live]) {
			if (isMeant(forwarding.exchange) && !forwarding.exchange.finished) {
				forwarding.cut(answer);
			}
		}
	}
}
