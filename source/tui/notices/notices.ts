import type {ControlEvent} from '../../model/event.js';
import type {Status} from '../../model/status.js';
import type {Notice} from '../state/screen-state.js';
import {needsNotice, type IsOwn, type Told} from './event-notice.js';
import {OutageNotices} from './outage-notice.js';

/** Duration of a notice in milliseconds: longer for errors. */
const noticeMs = 6000;
const badNoticeMs = 15_000;

/** Time for which the result of a key cannot be replaced, nor an error by better news. */
const answerMs = 4000;

const isWithin = (now: number, since: number): boolean => now >= since && now - since < answerMs;

const rankOf = (told: Told | undefined): number => told?.tone === 'bad' ? 2 : Number(told?.tone === 'warn');

const noticeOf = (told: Told, now: number): Notice => ({...told, since: now, until: now + (told.tone === 'bad' ? badNoticeMs : noticeMs)});

type Waiting = {
	readonly told: Told;
	readonly event: ControlEvent;
	/** Whether it covers more than that event. */
	readonly isOfMany: boolean;
};

/** Whether the backend recovered before its failure was reported. */
const isPutRight = (waiting: Waiting | undefined, event: ControlEvent): boolean => event.type === 'health-changed' && event.to !== 'unhealthy'
	&& waiting?.event.type === 'health-changed' && (waiting.isOfMany || waiting.event.backend.id === event.backend.id);

/**
Chooses the notice of the screen. When thousands of events occur at once, they are collected until the next round and the worst is shown.
Times are in milliseconds since the epoch.
*/
export class Notices {
	readonly #outages = new OutageNotices();
	#waiting: Waiting | undefined;
	#answeredAt = -Infinity;
	readonly #isOwn: IsOwn;

	constructor(isOwn: IsOwn) {
		this.#isOwn = isOwn;
	}

	/**
	@param event
	@param told - The event in words.
	@param status - As it was known last; it need not know of the event yet.
	@param now
	*/
	onEvent(event: ControlEvent, told: Told | undefined, status: Status, now: number): void {
		// It has to track all transitions, reported or not.
		const notice = this.#outages.noticeOf(event, told, status, now);
		if (isPutRight(this.#waiting, event)) {
			this.#waiting = undefined;
		}

		if (notice && needsNotice(event, this.#isOwn) && rankOf(notice) >= rankOf(this.#waiting?.told)) {
			this.#waiting = {told: notice, event, isOfMany: notice !== told};
		}
	}

	/** Reports the result of a key at once. It replaces notices of the same events, unless they are errors. */
	answer(told: Told, now: number): Notice {
		this.#answeredAt = now;
		if (rankOf(this.#waiting?.told) === 0) {
			this.#waiting = undefined;
		}

		return noticeOf(told, now);
	}

	/**
	The notice to show now; undefined if there is none, or not yet.

	@param now
	@param shown - What the screen shows.
	*/
	next(now: number, shown?: Notice): Notice | undefined {
		const told = this.#waiting?.told;
		const isKept = isWithin(now, this.#answeredAt) || (shown?.tone === 'bad' && rankOf(told) < rankOf(shown) && isWithin(now, shown.since));
		if (told === undefined || isKept) {
			return undefined;
		}

		this.#waiting = undefined;
		return noticeOf(told, now);
	}
}
