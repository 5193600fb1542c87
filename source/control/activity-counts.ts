import {durationBounds, durationSumCell} from '../counters/durations.js';
import type {CounterReader} from '../counters/counter-reader.js';
import {methodOfSeries, slotOfSeries, statusOfSeries} from '../counters/exchange-series.js';
import {proxySlot} from '../counters/layout.js';
import type {UntimedEvent} from '../model/event.js';
import type {EngineMetrics} from '../model/metrics.js';
import type {PoolMember} from '../model/pool.js';
import type {HealthCheck} from '../model/status.js';

type Counts = {passed: number; failed: number; ejections: number};

/** Counts what happens to backends and workers, and reads what the workers have counted. */
export class ActivityCounts {
	readonly #counters: CounterReader;
	/** By id. */
	readonly #backends = new Map<string, Counts>();
	#workerRestarts = 0;
	#lagMs = 0;

	constructor(counters: CounterReader) {
		this.#counters = counters;
	}

	onCheck(id: string, {passed}: HealthCheck): void {
		this.#of(id)[passed ? 'passed' : 'failed']++;
	}

	onEvent(event: UntimedEvent): void {
		if (event.type === 'worker-restarted') {
			this.#workerRestarts++;
			return;
		}

		if (event.type === 'backend-ejected') {
			this.#of(event.backend.id).ejections++;
		} else if (event.type === 'backend-removed') {
			this.#backends.delete(event.backend.id);
		}
	}

	/** @param milliseconds - How late the main thread's timers were of late. */
	setLag(milliseconds: number): void {
		this.#lagMs = milliseconds;
	}

	/** @param members - Whose figures are asked for. */
	read(members: readonly PoolMember[]): EngineMetrics {
		const urls = new Map(members.map(({slot, url}) => [slot, url]));
		const own = members.map(({id, url}) => ({url, counts: this.#backends.get(id)}));
		return {
			exchanges: Array.from(this.#counters.readSeries(), ([key, count]) => ({slot: slotOfSeries(key), method: methodOfSeries(key), status: statusOfSeries(key), count}))
				.filter(({slot}) => slot === proxySlot || urls.has(slot))
				.map(({slot, ...series}) => ({...series, ...(slot !== proxySlot && {backend: urls.get(slot)!})})),
			durationBounds,
			durations: [this.#durations(proxySlot), ...members.map(({slot, url}) => ({backend: url, ...this.#durations(slot)}))],
			healthChecks: own.map(({url, counts}) => ({backend: url, passed: counts?.passed ?? 0, failed: counts?.failed ?? 0})),
			ejections: own.map(({url, counts}) => ({backend: url, count: counts?.ejections ?? 0})),
			workerRestarts: this.#workerRestarts,
			loopLags: [{thread: 'main', lagMs: this.#lagMs}, ...this.#counters.lags().map((lagMs, index) => ({thread: String(index), lagMs}))],
		};
	}

	#durations(slot: number): {counts: readonly number[]; sumMs: number} {
		const cells = this.#counters.readDurations(slot);
		return {counts: cells.slice(0, durationSumCell), sumMs: cells[durationSumCell]!};
	}

	#of(id: string): Counts {
		let counts = this.#backends.get(id);
		if (!counts) {
			counts = {passed: 0, failed: 0, ejections: 0};
			this.#backends.set(id, counts);
		}

		return counts;
	}
}
