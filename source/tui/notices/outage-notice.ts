import {isAvailable} from '../../model/backend.js';
import type {ControlEvent} from '../../model/event.js';
import type {Status} from '../../model/status.js';
import type {Told} from './event-notice.js';

/** Backends that go down within this time in milliseconds probably have one cause. */
const outageTime = 10_000;

/** Notices of transitions. Backends that go down together are reported together, since the last of many says too little. */
export class OutageNotices {
	/** When each backend went down, in milliseconds since the epoch. */
	readonly #downSince = new Map<string, number>();

	/**
	@param event
	@param told - The event in words.
	@param status - As it was known last; it need not know of the event yet.
	@param now - Milliseconds since the epoch.
	*/
	noticeOf(event: ControlEvent, told: Told | undefined, {backends}: Status, now: number): Told | undefined {
		if (event.type !== 'health-changed') {
			return told;
		}

		const {backend: {id, url}, to, hint} = event;
		if (to !== 'unhealthy') {
			this.#downSince.delete(id);
			return told;
		}

		const reason = hint === undefined ? event.reason : `${event.reason}; ${hint}`;
		this.#downSince.set(id, now);
		for (const [other, since] of this.#downSince) {
			if (now - since > outageTime) {
				this.#downSince.delete(other);
			}
		}

		if (backends.every(({id: other, state, health}) => !isAvailable(state, health) || this.#downSince.has(other))) {
			return {text: `No backend is up, clients get 503; ${url} is DOWN: ${reason}`, tone: 'bad'};
		}

		const {size} = this.#downSince;
		return size === 1 ? told : {text: `${size} backends went DOWN within seconds, the last was ${url}: ${reason}`, tone: 'bad'};
	}
}
