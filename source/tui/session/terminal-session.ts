import type {Control} from '../../model/control.js';
import type {ScreenTheme} from '../../model/screen-theme.js';
import type {ControlEvent} from '../../model/event.js';
import type {Status} from '../../model/status.js';
import {eventNotice, type IsOwn} from '../notices/event-notice.js';
import {Notices} from '../notices/notices.js';
import type {ScreenStore} from '../store/screen-store.js';
import type {ScreenState, Session} from '../state/screen-state.js';
import {journalLength, withNews, withPast, type JournalEntry} from '../state/journal.js';
import {refreshIntervalOf} from '../state/refresh-interval.js';
import {withReading, type LogReading} from '../state/open-requests.js';
import {readLimiter} from '../state/limiter-readings.js';
import {sampleTrends} from '../state/trends.js';
import type {Tone} from '../look/theme.js';
import {features} from '../features.js';
import {Feed} from './feed.js';

export type SessionOptions = {
	readonly control: Control;
	readonly store: ScreenStore;
	readonly clock: () => number;
	readonly onQuit: () => void;
	/** Copies text to a clipboard and says which. */
	readonly onCopy: (text: string) => Promise<string | undefined>;
	/** Opens a text in the user's editor; undefined without one. */
	readonly onEdit: (text: string) => Promise<string | undefined>;
	readonly onRedraw: () => void;
	readonly onMouse: (isOn: boolean) => void;
	readonly onTheme: () => void;
	readonly onSuspend: () => void;
	readonly onStatus: (status: Status) => void;
	readonly onEvent: (event: ControlEvent) => void;
	/** Called when the screen fails. */
	readonly onFailure: (error: unknown) => void;
	/** Whether an actor is the user of this screen. */
	readonly isOwn: IsOwn;
	/** Whether the screen is visible. */
	readonly isWatched: () => boolean;
};

/** Another run of the instance counts from 1 again. */
const eventKey = ({number, at}: ControlEvent): string => `${number} ${at}`;

/** Keeps the store in sync with the control, and runs commands. */
export class TerminalSession implements Session {
	readonly #options: SessionOptions;
	readonly #feed: Feed;
	readonly #unsubscribe: () => void;
	readonly control: Control;
	readonly #notices: Notices;
	/** Events since the last one in the journal. */
	readonly #news: JournalEntry[] = [];
	/** Events that are in the journal by now, and may be told again. */
	readonly #past = new Set<string>();

	constructor(options: SessionOptions) {
		const {control, store, clock, onFailure, onEvent, onStatus, isWatched, isOwn} = options;
		this.#options = options;
		this.#notices = new Notices(isOwn);
		this.control = control;
		this.#unsubscribe = control.subscribe(event => {
			const told = eventNotice(event);
			this.#notices.onEvent(event, told, store.state.status, clock());
			if (told && !this.#past.has(eventKey(event))) {
				this.#note({...told, at: event.at, event});
			}

			onEvent(event);
			this.refresh();
		});
		void this.#recall();
		this.#feed = new Feed({
			control,
			onUpdate: (status, reading) => {
				store.batch(() => {
					this.#update(status, reading);
				});
				onStatus(status);
			},
			onFailure,
			isWatched,
			refreshInterval: () => refreshIntervalOf(store.state),
		});
	}

	/** Takes over what a round of the feed has read. */
	#update(status: Status, reading: LogReading): void {
		const {store, clock} = this.#options;
		const {trends, limiter, isLeaving, attachedTo} = store.state;
		const now = clock();
		const notice = this.#notices.next(now, store.state.notice);
		const before = store.state;
		store.change({
			status,
			now,
			trends: sampleTrends(trends, status.backends, now),
			limiter: readLimiter(limiter, status.totals, now),
			...withReading(store.state, reading, now),
			// A remote instance keeps running; only the screen ends.
			isLeaving: isLeaving || (attachedTo === undefined && status.phase === 'leaving'),
			...(notice && {notice}),
			journal: withNews(store.state.journal, this.#news.splice(0)),
		});
		for (const {onRound} of features) {
			onRound?.(this, before);
		}
	}

	/** An instance of an older version does not tell what happened before. */
	async #recall(): Promise<void> {
		const page = await this.control.readEvents(0).catch(() => undefined);
		if (page) {
			for (const event of page.events) {
				this.#past.add(eventKey(event));
			}

			this.change({journal: withPast(withNews(this.state.journal, this.#news.splice(0)), page)});
		}
	}

	/** Until the screen is visible, which may be never. */
	#note(entry: JournalEntry): void {
		this.#news.push(entry);
		if (this.#news.length > journalLength) {
			this.#news.shift();
		}
	}

	get state(): ScreenState {
		return this.#options.store.state;
	}

	change(change: Partial<ScreenState>): void {
		this.#options.store.change(change);
	}

	clock(): number {
		return this.#options.clock();
	}

	notify(text: string, tone: Tone): void {
		const now = this.#options.clock();
		this.change({now, notice: this.#notices.answer({text, tone}, now)});
	}

	async copy(text: string): Promise<string | undefined> {
		return this.#options.onCopy(text);
	}

	async edit(text: string): Promise<string | undefined> {
		return this.#options.onEdit(text);
	}

	refresh(): void {
		this.#feed.refresh();
	}

	setMouse(isOn: boolean): void {
		this.change({hasMouse: isOn});
		this.#options.onMouse(isOn);
	}

	setTheme(theme: ScreenTheme): void {
		this.change({theme});
		this.#options.onTheme();
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
