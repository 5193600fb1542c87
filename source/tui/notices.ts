import type {ControlEvent} from '../model/event.js';
import type {Status} from '../model/status.js';
import {needsNotice, type Told} from './event-notice.js';
import {OutageNotices} from './outage-notice.js';
import type {Notice} from './state/screen-state.js';

/** How long a notice stays, in milliseconds: bad news longer. */
const noticeMs = 6000;
const badNoticeMs = 15_000;

/** How long what a key has done can be read, whatever happens meanwhile; and bad news, whatever better. */
const answerMs = 4000;

const isWithin = (now: number, since: number): boolean => now >= since && now - since < answerMs;

const rankOf = (told: Told | undefined): number => told?.tone === 'bad' ? 2 : Number(told?.tone === 'warn');

const noticeOf = (told: Told, now: number): Notice => ({...told, since: now, until: now + (told.tone === 'bad' ? badNoticeMs : noticeMs)});

type Waiting = {
	readonly told: Told;
	readonly event: ControlEvent;
	/** Whether it tells of more than that event. */
	readonly isOfMany: boolean;
};

/** Whether a backend has come back of which it was still to be told that it went down. */
const isPutRight = (waiting: Waiting | undefined, event: ControlEvent): boolean => event.type === 'health-changed' && event.to !== 'unhealthy'
	&& waiting?.event.type === 'health-changed' && (waiting.isOfMany || waiting.event.backend.id === event.backend.id);

/**
Which sentence the screen shows. When thousands of events come at once, nobody could read one after the other: they wait for the next
look, and the worst of them is told. Times are in milliseconds since the epoch.
*/
export class Notices {
	readonly #outages = new OutageNotices();
	#waiting: Waiting | undefined;
	#answeredAt = -Infinity;

	/**
	@param event
	@param told - The event in words.
	@param status - As it was known last; it need not know of the event yet.
	@param now
	*/
	onEvent(event: ControlEvent, told: Told | undefined, status: Status, now: number): void {
		// It has to know of all that went down and came back, told or not.
		const notice = this.#outages.noticeOf(event, told, status, now);
		if (isPutRight(this.#waiting, event)) {
			this.#waiting = undefined;
		}

		if (notice && needsNotice(event) && rankOf(notice) >= rankOf(this.#waiting?.told)) {
			this.#waiting = {told: notice, event, isOfMany: notice !== told};
		}
	}

	/** What a key has done: shown at once. It says better what events of the same have told, but no worse news. */
	answer(told: Told, now: number): Notice {
		this.#answeredAt = now;
		if (rankOf(this.#waiting?.told) === 0) {
			this.#waiting = undefined;
		}

		return noticeOf(told, now);
	}

	/**
	What there is to tell now; undefined where nothing is, or not yet.

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
