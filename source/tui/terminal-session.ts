import type {Control} from '../model/control.js';
import type {ControlEvent} from '../model/event.js';
import type {Status} from '../model/status.js';
import {keepDetails} from './commands/details.js';
import {keepMetrics} from './commands/metrics.js';
import {eventNotice, type Told} from './event-notice.js';
import {Feed} from './feed.js';
import {OutageNotices} from './outage-notice.js';
import type {ScreenStore} from './screen-store.js';
import type {Session} from './session.js';
import type {ScreenState} from './state/screen-state.js';
import {journalLength, withNews, type JournalEntry} from './state/journal.js';
import {patienceOf} from './state/patience.js';
import {appendPage} from './state/request-log.js';
import {readLimiter} from './state/limiter-readings.js';
import {sampleTrends} from './state/trends.js';
import type {Tone} from './theme.js';

export type SessionOptions = {
	readonly control: Control;
	readonly store: ScreenStore;
	readonly clock: () => number;
	readonly onQuit: () => void;
	/** Puts text into the clipboard and tells which way. */
	readonly onCopy: (text: string) => string | undefined;
	readonly onRedraw: () => void;
	readonly onMouse: (isOn: boolean) => void;
	readonly onSuspend: () => void;
	readonly onStatus: (status: Status) => void;
	readonly onEvent: (event: ControlEvent) => void;
	/** Called once the screen cannot go on. */
	readonly onFailure: (error: unknown) => void;
	/** Whether anybody could see what is fetched. */
	readonly isWatched: () => boolean;
};

/** How long a notice stays, in milliseconds: bad news longer. */
const noticeTime = 6000;
const badNoticeTime = 15_000;

/** Keeps the store up to date with the control, and carries out what commands ask for. */
export class TerminalSession implements Session {
	readonly #options: SessionOptions;
	readonly #feed: Feed;
	readonly #unsubscribe: () => void;
	readonly control: Control;
	/** What an event has to say, with the next look: when thousands come at once, nobody could read one after the other, nor could it be drawn. */
	#toldNext: Told | undefined;
	/** What the journal does not have yet. */
	readonly #news: JournalEntry[] = [];

	constructor(options: SessionOptions) {
		const {control, store, clock, onFailure, onEvent, onStatus, isWatched} = options;
		this.#options = options;
		this.control = control;
		const outages = new OutageNotices();
		this.#unsubscribe = control.subscribe(event => {
			const told = eventNotice(event);
			this.#toldNext = outages.noticeOf(event, told, store.state.status, clock()) ?? this.#toldNext;
			if (told) {
				this.#note({...told, at: event.at});
			}

			onEvent(event);
			this.refresh();
		});
		this.#feed = new Feed({
			control,
			onUpdate: (status, page) => {
				const {log, trends, limiter, isLeaving, attachedTo} = store.state;
				const now = clock();
				store.change({
					status,
					now,
					trends: sampleTrends(trends, status.backends, now),
					limiter: readLimiter(limiter, status.totals, now),
					log: page ? appendPage(log, page) : log,
					// Of an instance elsewhere it is the screen alone that leaves.
					isLeaving: isLeaving || (attachedTo === undefined && status.phase === 'leaving'),
					...this.#takeNotice(now),
					journal: withNews(store.state.journal, this.#news.splice(0)),
				});
				keepDetails(this);
				keepMetrics(this);
				onStatus(status);
			},
			onFailure,
			isWatched,
			patience: () => patienceOf(store.state),
		});
	}

	/** Until somebody looks, which may be never. */
	#note(entry: JournalEntry): void {
		this.#news.push(entry);
		if (this.#news.length > journalLength) {
			this.#news.shift();
		}
	}

	#takeNotice(now: number): Pick<ScreenState, 'notice'> {
		const told = this.#toldNext;
		this.#toldNext = undefined;
		return told ? {notice: {...told, since: now, until: now + (told.tone === 'bad' ? badNoticeTime : noticeTime)}} : {};
	}

	get state(): ScreenState {
		return this.#options.store.state;
	}

	change(change: Partial<ScreenState>): void {
		this.#options.store.change(change);
	}

	notify(text: string, tone: Tone): void {
		this.#toldNext = {text, tone};
		const now = this.#options.clock();
		this.change({now, ...this.#takeNotice(now)});
	}

	copy(text: string): string | undefined {
		return this.#options.onCopy(text);
	}

	refresh(): void {
		this.#feed.refresh();
	}

	setMouse(isOn: boolean): void {
		this.#options.onMouse(isOn);
	}

	suspend(): void {
		this.#options.onSuspend();
	}

	redraw(): void {
		this.#options.onRedraw();
	}

	quit(): void {
		this.change({isLeaving: true});
		this.#options.onQuit();
		this.refresh();
	}

	stop(): void {
		this.#feed.stop();
		this.#unsubscribe();
	}
}
