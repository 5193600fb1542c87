import type {ScreenTheme} from '../../source/model/screen-theme.js';
import {handleKey} from '../../source/tui/input/handle-key.js';
import {pasteText} from '../../source/tui/features/typing/typing-feature.js';
import {ScreenStore} from '../../source/tui/store/screen-store.js';
import {withReading} from '../../source/tui/state/open-requests.js';
import type {ScreenState, Size, Session} from '../../source/tui/state/screen-state.js';
import {initialState} from '../../source/tui/store/initial-state.js';
import {features} from '../../source/tui/features.js';
import {screenOf} from './drawn-screen.js';
import type {FakeControl} from './fake-control.js';

const compact: Size = {columns: 80, rows: 24};

/** What keys do, without a terminal: everything between a key and the rows of the screen. */
export class ScreenSession implements Session {
	readonly #store: ScreenStore;
	readonly control: FakeControl;
	quits = 0;
	redraws = 0;
	suspensions = 0;
	/** What was put into the clipboard last. */
	clipboard = '';

	constructor(control: FakeControl, size: Size = compact) {
		const status = control.status();
		this.control = control;
		this.#store = new ScreenStore(initialState({
			size,
			now: status.startedAt,
			version: '0.1.0',
			status,
		}), {
			onFailure(error) {
				throw error;
			},
		});
	}

	get state(): ScreenState {
		return this.#store.state;
	}

	get screen(): string[] {
		return screenOf(this.state);
	}

	/** The rows below the lists: prompt or notice, and the keys. */
	get bottom(): string {
		return this.screen.slice(-4).join('\n');
	}

	change(change: Partial<ScreenState>): void {
		this.#store.change(change);
	}

	/** The time by which keys are told apart that come too soon; it goes on when a test says so. */
	time = 0;

	clock(): number {
		return this.time;
	}

	notify(text: string, tone: 'good' | 'bad' | 'warn'): void {
		this.change({notice: {text, tone, since: this.state.now, until: this.state.now + 1}});
	}

	async copy(text: string): Promise<string> {
		this.clipboard = text;
		return 'the terminal\'s clipboard (OSC 52)';
	}

	/** What the user's editor makes of a text; absent without an editor. */
	editor: ((text: string) => string) | undefined;

	async edit(text: string): Promise<string | undefined> {
		return this.editor?.(text);
	}

	refresh(): void {
		const before = this.state;
		const status = this.control.status();
		this.change({status, isLeaving: this.state.isLeaving || status.phase === 'leaving'});
		for (const {onRound} of features) {
			onRound?.(this, before);
		}
	}

	setMouse(isOn: boolean): void {
		this.change({hasMouse: isOn});
	}

	setTheme(theme: ScreenTheme): void {
		this.change({theme});
	}

	suspend(): void {
		this.suspensions++;
	}

	redraw(): void {
		this.redraws++;
	}

	quit(): void {
		this.quits++;
		this.change({isLeaving: true});
	}

	/** Fetches the newest requests, and those in flight. */
	async readLog(): Promise<void> {
		this.refresh();
		const open = this.state.status.lacks?.includes('openRequests') === true ? undefined : await this.control.openRequests(100);
		const page = await this.control.readLog(this.state.log.last, 500);
		this.change(withReading(this.state, {page, open}, this.state.now));
		this.refresh();
	}

	/** Presses keys by name, one after the other. */
	press(...names: string[]): void {
		for (const name of names) {
			const text = name === 'space' ? ' ' : name;
			handleKey([...text].length === 1 ? {name, text} : {name}, this);
		}
	}

	type(text: string): void {
		this.press(...text);
	}

	paste(text: string): void {
		pasteText(this, text);
	}

	/** Lets commands that were given end, and shows what they changed. */
	async settle(): Promise<void> {
		await new Promise(resolve => {
			setImmediate(resolve);
		});
		this.refresh();
	}
}
