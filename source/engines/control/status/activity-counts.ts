import {durationBounds, durationSumCell} from '../../shared-memory/durations.js';
import type {CounterReader} from '../../shared-memory/counter-reader.js';
import {keyWithoutSlot, methodOfSeries, slotOfSeries, statusOfSeries} from '../../shared-memory/exchange-series.js';
import {proxySlot} from '../../shared-memory/memory-layout.js';
import {timedPhases} from '../../shared-memory/phase-cells.js';
import type {UntimedEvent} from '../../../model/event.js';
import type {EngineMetrics} from '../../../model/metrics.js';
import type {PoolMember} from '../../../model/pool.js';
import {backendCounters, type HealthCheck} from '../../../model/status.js';
import type {PoolListener} from '../pool/pool-changes.js';
import {addCounts, type BackendCounts, newBackendCounts} from './backend-counts.js';

/** Label of backends removed long ago. */
const removed = 'removed';
/** Label without a backend. */
const none = '';
/** Removed backends that keep their names. A series that ends, or is joined to another, is a jump in a chart of rates. */
const mostNamed = 100;

const countsIn = (counts: Map<string, BackendCounts>, backend: string): BackendCounts => {
	let found = counts.get(backend);
	if (found === undefined) {
		found = newBackendCounts();
		counts.set(backend, found);
	}

	return found;
};

/** Counts events of backends and workers, and reads the workers' counters. Totals never decrease: a backend's counts outlive it. */
export class ActivityCounts implements PoolListener {
	readonly #counters: CounterReader;
	/** The backend of each slot, until the slot is cleared. */
	readonly #urls = new Map<number, string>([[proxySlot, none]]);
	/** Counts of released slots by URL, the last removed at the end. */
	readonly #kept = new Map<string, BackendCounts>();
	#workerRestarts = 0;
	#lagMs = 0;

	constructor(counters: CounterReader) {
		this.#counters = counters;
	}

	/** Its undo is {@link onSlotsIdle}. */
	onBackendAdded({slot, url}: Pick<PoolMember, 'slot' | 'url'>): void {
		this.#urls.set(slot, url);
	}

	/** Keeps what they have counted. */
	onSlotsIdle(slots: ReadonlySet<number>): void {
		const leaving = [...this.#urls].filter(([slot]) => slots.has(slot));
		for (const [url, counts] of this.#readSlots(new Map(leaving))) {
			const kept = this.#kept.get(url);
			if (kept !== undefined) {
				addCounts(counts, kept);
				this.#kept.delete(url);
			}

			this.#kept.set(url, counts);
		}

		for (const slot of slots) {
			this.#urls.delete(slot);
		}

		this.#joinOldest();
	}

	onChecked({url}: Pick<PoolMember, 'url'>, {passed}: HealthCheck): void {
		countsIn(this.#kept, url)[passed ? 'checksPassed' : 'checksFailed']++;
	}

	onEvent(event: UntimedEvent): void {
		if (event.type === 'worker-restarted') {
			this.#workerRestarts++;
		} else if (event.type === 'backend-ejected') {
			countsIn(this.#kept, event.backend.url).ejections++;
		}
	}

	/** @param milliseconds - How late the main thread's timers were recently. */
	setLag(milliseconds: number): void {
		this.#lagMs = milliseconds;
	}

	read(): EngineMetrics {
		// An exchange can end after its last backend's slot was cleared.
		const all = this.#readSlots(this.#urls, removed);
		for (const [url, counts] of this.#kept) {
			addCounts(countsIn(all, url), counts);
		}

		return {
			exchanges: Array.from(all, ([url, {exchanges}]) => Array.from(exchanges, ([key, count]) => ({
				...(url !== none && {backend: url}), method: methodOfSeries(key), status: statusOfSeries(key), count,
			}))).flat(),
			durationBounds,
			durations: Array.from(all, ([url, {durations}]) => ({
				...(url !== none && {backend: url}), counts: durations.slice(0, durationSumCell), sumMs: durations[durationSumCell]!,
			})),
			backends: [...all].filter(([url]) => url !== none).map(([backend, {exchanges, durations, phases, ...counts}]) => ({backend, ...counts})),
			phases: [...all].filter(([url]) => url !== none).flatMap(([backend, {phases}]) => timedPhases.map((phase, index) => ({
				backend, phase, sumMs: phases[index]!, count: phases[index + timedPhases.length]!,
			}))),
			workerRestarts: this.#workerRestarts,
			loopLags: [{thread: 'main', lagMs: this.#lagMs}, ...this.#counters.lags().map((lagMs, index) => ({thread: String(index), lagMs}))],
		};
	}

	/** @param others - Label of the exchanges in all other slots; none if undefined. */
	#readSlots(urls: ReadonlyMap<number, string>, others?: string): Map<string, BackendCounts> {
		const found = new Map<string, BackendCounts>();
		// First, as workers count it first: what is counted here has its duration counted, too.
		const series = this.#counters.readSeries();
		for (const [slot, url] of urls) {
			const slotCounts: BackendCounts = {
				...newBackendCounts(),
				durations: this.#counters.readDurations(slot),
				phases: this.#counters.readPhases(slot),
				...(slot !== proxySlot && this.#counters.counts(slot, backendCounters)),
			};
			addCounts(countsIn(found, url), slotCounts);
		}

		for (const [key, count] of series) {
			const url = urls.get(slotOfSeries(key)) ?? others;
			if (url === undefined) {
				continue;
			}

			const {exchanges} = countsIn(found, url);
			const keptKey = keyWithoutSlot(key);
			exchanges.set(keptKey, (exchanges.get(keptKey) ?? 0) + count);
		}

		return found;
	}

	#joinOldest(): void {
		const present = new Set(this.#urls.values());
		const gone = Array.from(this.#kept, ([url]) => url).filter(url => url !== removed && !present.has(url));
		for (const url of gone.slice(0, -mostNamed)) {
			addCounts(countsIn(this.#kept, removed), this.#kept.get(url)!);
			this.#kept.delete(url);
		}
	}
}
