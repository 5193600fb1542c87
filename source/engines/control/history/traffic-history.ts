import type {CounterReader} from '../../shared-memory/counter-reader.js';
import {proxySlot} from '../../shared-memory/memory-layout.js';
import type {History} from '../../../model/history.js';
import type {PoolMember} from '../../../model/pool.js';
import {steadyNow} from '../../../model/steady-clock.js';
import type {PoolListener} from '../pool/pool-changes.js';
import {RowHistory} from './row-history.js';

const proxySpanMs = 1000;
/** Longer: there may be ten thousand backends. */
const backendSpanMs = 5000;

/** Traffic over the last ten minutes, of the whole proxy and of each backend. */
export class TrafficHistory implements PoolListener {
	readonly #counters: CounterReader;
	readonly #proxy: RowHistory;
	readonly #backends = new Map<string, RowHistory>();
	#backendsUpdatedAt: number;

	/**
	@param counters
	@param at - Now, in milliseconds since the epoch.
	*/
	constructor(counters: CounterReader, at = steadyNow()) {
		this.#counters = counters;
		this.#backendsUpdatedAt = at;
		this.#proxy = new RowHistory({
			counters, slot: proxySlot, countErrors: () => counters.count(proxySlot, 'responses5xx'), spanMs: proxySpanMs, at,
		});
	}

	onBackendAdded({id, slot}: PoolMember, at = steadyNow()): void {
		const counters = this.#counters;
		this.#backends.set(id, new RowHistory({
			counters, slot, countErrors: () => counters.count(slot, 'failures'), spanMs: backendSpanMs, at,
		}));
	}

	onBackendRemoved({id}: Pick<PoolMember, 'id'>): void {
		this.#backends.delete(id);
	}

	/** To be called once a second. */
	update(at: number): void {
		this.#proxy.update(at);
		// A timer may come a little early or late.
		if (at - this.#backendsUpdatedAt < backendSpanMs - (proxySpanMs / 2)) {
			return;
		}

		this.#backendsUpdatedAt = at;
		for (const backend of this.#backends.values()) {
			backend.update(at);
		}
	}

	/** @returns undefined for a backend that is not known. */
	read(id: string | undefined): History | undefined {
		return (id === undefined ? this.#proxy : this.#backends.get(id))?.read();
	}
}
