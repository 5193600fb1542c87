import type {CounterReader} from '../../shared-memory/counter-reader.js';
import {FailureStreaks} from '../../shared-memory/failure-streaks.js';
import type {HealthCells} from '../../shared-memory/health-cells.js';
import type {UntimedEvent} from '../../../model/event.js';
import {publicBackend, type PoolMember} from '../../../model/pool.js';
import type {PoolListener} from '../pool/pool-changes.js';
import type {OutlierSettings} from '../../../model/outlier-settings.js';
import {OutlierDetector, type Ejection} from './outlier-detector.js';
import {SlowStarts} from './slow-starts.js';
import {StallWatch} from './stall-watch.js';

export type TrafficWatchOptions = {
	readonly memory: SharedArrayBuffer;
	readonly counters: CounterReader;
	readonly cells: HealthCells;
	readonly outliers: () => OutlierSettings;
	readonly slowStartMs: () => number;
	readonly members: () => readonly PoolMember[];
	/** Whether panic mode is on. */
	readonly isPanic: () => boolean;
	readonly emit: (event: UntimedEvent) => void;
};

const intervalMs = 200;

/** Ejections, slow starts and stalls: decides by traffic and age what share each backend gets. */
export class TrafficWatch implements PoolListener {
	readonly #options: TrafficWatchOptions;
	readonly #detector: OutlierDetector;
	readonly #slowStarts: SlowStarts;
	readonly #streaks: FailureStreaks;
	readonly #stalls: StallWatch;
	#timer: NodeJS.Timeout | undefined;
	#wasPanic = false;

	constructor(options: TrafficWatchOptions) {
		const {memory, counters, cells, outliers, slowStartMs, emit} = options;
		this.#options = options;
		this.#streaks = new FailureStreaks(memory);
		this.#stalls = new StallWatch({
			longestWait: slot => counters.longestWait(slot),
			answers: slot => counters.answers(slot),
			onChange(member, isStalled, waitedMs) {
				emit({
					type: 'stall-changed', backend: publicBackend(member), isStalled, waitedMs,
				});
			},
			now: () => performance.now(),
		});
		this.#slowStarts = new SlowStarts({
			durationMs: slowStartMs,
			setShare(slot, share) {
				cells.setShare(slot, share);
			},
		});
		this.#detector = new OutlierDetector({
			settings: outliers,
			counts: slot => ({streak: this.#streaks.get(slot), requests: counters.count(slot, 'requests'), failures: counters.count(slot, 'failures') + counters.count(slot, 'abandoned')}),
			clearStreak: slot => {
				this.#streaks.succeeded(slot);
			},
			setEjected: ({slot}, isEjected) => {
				if (!isEjected) {
					this.#slowStarts.begin(slot);
				}

				cells.setEjected(slot, isEjected);
			},
			onEjected(member, outlier, durationMs) {
				emit({
					type: 'backend-ejected', backend: publicBackend(member), outlier, durationMs,
				});
			},
			onReturned(member) {
				emit({type: 'backend-returned', backend: publicBackend(member)});
			},
			now: () => performance.now(),
		});
	}

	start(): void {
		this.#timer = setInterval(() => {
			this.#update();
		}, intervalMs).unref();
	}

	stop(): void {
		clearInterval(this.#timer);
		this.#slowStarts.stop();
	}

	/** Undefined for a backend that is not ejected. */
	ejection(id: string): Ejection | undefined {
		return this.#detector.ejection(id);
	}

	onBackendReturning(slot: number): void {
		this.#slowStarts.begin(slot);
	}

	onBackendRemoved({id}: PoolMember): void {
		this.#detector.remove(id);
		this.#stalls.remove(id);
	}

	/** Clears the slot for its next backend. */
	onSlotsIdle(slots: ReadonlySet<number>): void {
		for (const slot of slots) {
			this.#slowStarts.clear(slot);
			this.#streaks.succeeded(slot);
			this.#options.cells.setEjected(slot, false);
		}
	}

	#update(): void {
		const {members, isPanic, emit} = this.#options;
		this.#detector.update(members());
		this.#stalls.update(members());
		const isPanicNow = isPanic();
		if (isPanicNow === this.#wasPanic) {
			return;
		}

		this.#wasPanic = isPanicNow;
		emit({type: 'panic-changed', isPanic: isPanicNow});
	}
}
