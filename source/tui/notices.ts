import type {ControlEvent} from '../model/event.js';
import type {Status} from '../model/status.js';
import {needsNotice, type Told} from './event-notice.js';
import {OutageNotices} from './outage-notice.js';
import type {Notice} from './state/screen-state.js';

/** How long a notice stays, in milliseconds: bad news longer. */
const noticeMs = 6000;
const badNoticeMs = 15_000;

/** How long what a key has done can be read, whatever happens meanwhile. */
const answerMs = 4000;

const rankOf = (told: Told | undefined): number => told?.tone === 'bad' ? 2 : Number(told?.tone === 'warn');

const noticeOf = (told: Told, now: number): Notice => ({...told, since: now, until: now + (told.tone === 'bad' ? badNoticeMs : noticeMs)});

/**
Which sentence the screen shows. When thousands of events come at once, nobody could read one after the other: they wait for the next
look, and the worst of them is told. Times are in milliseconds since the epoch.
*/
export class Notices {
	readonly #outages = new OutageNotices();
	#waiting: Told | undefined;
	#answeredAt = -Infinity;

	/**
	@param event
	@param told - The event in words.
	@param status - As it was known last; it need not know of the event yet.
	@param now
	*/
	onEvent(event: ControlEvent, told: Told | undefined, status: Status, now: number): void {
		const notice = needsNotice(event) ? this.#outages.noticeOf(event, told, status, now) : undefined;
		if (notice && rankOf(notice) >= rankOf(this.#waiting)) {
			this.#waiting = notice;
		}
	}

	/** What a key has done: shown at once. It says better what events of the same have told, but no worse news. */
	answer(told: Told, now: number): Notice {
		this.#answeredAt = now;
		if (rankOf(this.#waiting) === 0) {
			this.#waiting = undefined;
		}

		return noticeOf(told, now);
	}

	/** What there is to tell now; undefined where nothing is, or not yet. */
	next(now: number): Notice | undefined {
		const told = this.#waiting;
		if (told === undefined || (now >= this.#answeredAt && now - this.#answeredAt < answerMs)) {
			return undefined;
		}

		this.#waiting = undefined;
		return noticeOf(told, now);
	}
}
