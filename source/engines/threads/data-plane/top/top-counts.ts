import {topMeasures, type RequestMeasure, type TopList, type TopSpan, type TopSubject} from '../../../../model/top-list.js';
import type {TopEntries} from '../../../control/data-plane.js';
import type {Recorded} from '../recording/describe-exchange.js';
import {BestRequests} from './best-requests.js';
import {addTo, TopPeriod} from './top-period.js';
import {figuresOf, TopSketch} from './top-sketch.js';

const periodMs = 10_000;
const minuteMs = 60_000;
const longestMs = 10 * minuteMs;

/**
Who sends most, over the last minute and the last ten: counted in periods of ten seconds, which are merged into minutes as they end. A list is
merged from these when it is read.

    current ── 10 s ──▶ periods (of the last minute)
                  └───▶ minute ── 60 s ──▶ minutes (of the last ten)
*/
export class TopCounts {
	readonly #now: () => number;
	#current: TopPeriod;
	#periods: readonly TopPeriod[] = [];
	/** Of the periods that have ended since its start. */
	#minute: TopPeriod;
	#minutes: readonly TopPeriod[] = [];

	/** @param now - The monotonic clock. */
	constructor(now = () => performance.now()) {
		this.#now = now;
		this.#current = new TopPeriod(now());
		this.#minute = new TopPeriod(this.#current.startedAt);
	}

	/** @param recorded - Of an exchange that has just ended. */
	count(recorded: Recorded): void {
		const endedAt = recorded.startedAt + recorded.entry.durationMs;
		if (endedAt >= this.#current.startedAt + periodMs) {
			this.#beginPeriod(endedAt);
		}

		this.#current.count(recorded);
	}

	/** All groups that are known. */
	list(by: TopSubject, over: TopSpan): TopList {
		const sketch = new TopSketch();
		const totals = new Float64Array(topMeasures.length);
		const periods = this.#within(over);
		for (const period of periods) {
			sketch.merge(period.sketches[by]);
			addTo(totals, period.totals);
		}

		return {entries: sketch.entries, totals: figuresOf(totals), errorBounds: sketch.errorBounds, spanMs: this.#spanOf(periods)};
	}

	requests(measure: RequestMeasure, over: TopSpan): TopEntries {
		const best = new BestRequests();
		const periods = this.#within(over);
		for (const period of periods) {
			best.merge(period.best[measure]);
		}

		return {entries: best.ranked.map(({recorded}) => recorded.entry), spanMs: this.#spanOf(periods)};
	}

	/** The details of a request that {@link requests} tells of; undefined for any other. */
	get(sequence: number): Recorded | undefined {
		for (const {best} of this.#within('10m')) {
			for (const {ranked} of Object.values(best)) {
				const found = ranked.find(({recorded}) => recorded.entry.sequence === sequence);
				if (found !== undefined) {
					return found.recorded;
				}
			}
		}

		return undefined;
	}

	#beginPeriod(now: number): void {
		this.#minute.merge(this.#current);
		this.#periods = [...this.#periods, this.#current].filter(({startedAt}) => startedAt > now - minuteMs - periodMs);
		if (now >= this.#minute.startedAt + minuteMs) {
			this.#minutes = [...this.#minutes, this.#minute].filter(({startedAt}) => startedAt > now - longestMs - minuteMs);
			this.#minute = new TopPeriod(now);
		}

		this.#current = new TopPeriod(now);
	}

	/** Oldest first. */
	#within(over: TopSpan): readonly TopPeriod[] {
		const [periods, since] = over === '1m'
			? [[...this.#periods, this.#current], minuteMs + periodMs]
			: [[...this.#minutes, this.#minute, this.#current], longestMs + minuteMs];
		const start = this.#now() - since;
		return periods.filter(({startedAt}) => startedAt > start);
	}

	#spanOf([oldest]: readonly TopPeriod[]): number {
		return oldest === undefined ? 0 : this.#now() - oldest.startedAt;
	}
}
