import {outlierWords, type Outlier} from '../../../model/outlier.js';
import type {OutlierSettings} from '../../../model/outlier-settings.js';
import type {PoolMember} from '../../../model/pool.js';
import {ejectionMs, maxEjected, outlierOf} from './outlier-rule.js';
import {TrafficWindow} from './traffic-window.js';

/** Cumulative, but for the streak. */
export type TrafficCounts = {
	readonly streak: number;
	readonly requests: number;
	readonly failures: number;
};

export type OutlierDetectorOptions = {
	readonly settings: () => OutlierSettings;
	readonly counts: (slot: number) => TrafficCounts;
	/** Resets consecutive failures. */
	readonly clearStreak: (slot: number) => void;
	readonly setEjected: (member: PoolMember, isEjected: boolean) => void;
	readonly onEjected: (member: PoolMember, outlier: Outlier, durationMs: number) => void;
	readonly onReturned: (member: PoolMember) => void;
	/** In milliseconds, at the pace of real time. */
	readonly now: () => number;
};

/** A backend is ejected. */
export type Ejection = {
	/** Duration of the ejection. */
	readonly remainingMs: number;
	readonly reason: string;
};

type Watched = {
	window: TrafficWindow;
	/** Recent ejections. */
	count: number;
	/** End of the current ejection. */
	until: number | undefined;
	/** Reason of the last ejection. */
	reason: string;
	/** When one ejection stops counting. */
	forgetAt: number;
};

/** Ejects backends that fail traffic. */
export class OutlierDetector {
	readonly #options: OutlierDetectorOptions;
	readonly #watched = new Map<string, Watched>();

	constructor(options: OutlierDetectorOptions) {
		this.#options = options;
	}

	/** Whether outlier detection is on. */
	get isOn(): boolean {
		const {consecutive, errorShare} = this.#options.settings();
		return consecutive > 0 || errorShare > 0;
	}

	/** Undefined for a backend that is not ejected. */
	ejection(id: string): Ejection | undefined {
		const watched = this.#watched.get(id);
		return watched?.until === undefined ? undefined : {remainingMs: Math.max(watched.until - this.#options.now(), 0), reason: watched.reason};
	}

	/** Forgets a removed backend. */
	remove(id: string): void {
		this.#watched.delete(id);
	}

	/** Checks all backends; to be called several times a second. */
	update(members: readonly PoolMember[]): void {
		if (!this.isOn) {
			this.#endAll(members);
			return;
		}

		const active = members.filter(({state}) => state === 'active').length;
		for (const member of members) {
			this.#letReturn(member);
		}

		let ejected = members.filter(({id, state}) => state === 'active' && this.#watched.get(id)?.until !== undefined).length;
		for (const member of members) {
			if (this.#judge(member, ejected < maxEjected(active))) {
				ejected++;
			}
		}
	}

	/** Outlier detection is off. */
	#endAll(members: readonly PoolMember[]): void {
		const ejected = this.#watched.size === 0 ? [] : members.filter(({id}) => this.#watched.get(id)?.until !== undefined);
		for (const member of ejected) {
			this.#watch(member).until = this.#options.now();
			this.#letReturn(member);
		}

		this.#watched.clear();
	}

	#watch({id, slot}: PoolMember): Watched {
		const {counts, now} = this.#options;
		const {windowMs} = this.#options.settings();
		const known = this.#watched.get(id);
		if (known?.window.windowMs === windowMs) {
			return known;
		}

		const watched: Watched = {
			count: 0, until: undefined, reason: '', forgetAt: Infinity, ...known, window: new TrafficWindow(windowMs, {at: now(), ...counts(slot)}),
		};
		this.#watched.set(id, watched);
		return watched;
	}

	#letReturn(member: PoolMember): void {
		const {counts, clearStreak, setEjected, onReturned, now} = this.#options;
		const settings = this.#options.settings();
		const watched = this.#watch(member);
		const at = now();
		if (watched.until !== undefined && at >= watched.until) {
			watched.until = undefined;
			watched.forgetAt = at + settings.ejectMs;
			// Results of before or during the ejection do not count.
			clearStreak(member.slot);
			watched.window = new TrafficWindow(settings.windowMs, {at, ...counts(member.slot)});
			setEjected(member, false);
			onReturned(member);
		} else if (watched.until === undefined && at >= watched.forgetAt) {
			watched.count--;
			watched.forgetAt = watched.count > 0 ? at + settings.ejectMs : Infinity;
		}
	}

	/** @returns Whether the backend was ejected. */
	#judge(member: PoolMember, isAllowed: boolean): boolean {
		const {counts, setEjected, onEjected, now} = this.#options;
		const settings = this.#options.settings();
		const watched = this.#watch(member);
		const {streak, ...cumulative} = counts(member.slot);
		const at = now();
		const record = {streak, ...watched.window.update({at, ...cumulative})};
		const outlier = outlierOf(record, settings);
		if (outlier === undefined || !isAllowed || watched.until !== undefined || member.state !== 'active') {
			return false;
		}

		watched.count++;
		const durationMs = ejectionMs(watched.count, settings);
		watched.until = at + durationMs;
		watched.reason = outlierWords(outlier);
		setEjected(member, true);
		onEjected(member, outlier, durationMs);
		return true;
	}
}
