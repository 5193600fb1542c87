import type {LookOf} from '../hooks/use-look.js';
import {pasteText} from '../features/typing/typing-feature.js';
import type {Session} from '../state/screen-state.js';
import type {ScreenStore} from '../store/screen-store.js';
import type {KeyPress} from '../terminal/key-press.js';
import type {MouseReport} from '../terminal/mouse-report.js';
import {handleKey} from './handle-key.js';
import {handleMouse} from './handle-mouse.js';

type SessionInputOptions = {
	readonly store: ScreenStore;
	readonly lookOf: LookOf;
	/** Gets an error outside of React, which closes the screen as one inside does. */
	readonly onFailure: (error: unknown) => void;
};

/** Passes keys, pastes and the mouse to the session. */
export class SessionInput {
	readonly #options: SessionInputOptions;
	/** What comes before there is one is dropped. */
	session: Session | undefined;

	readonly handleKeys = (keys: readonly KeyPress[]): void => {
		this.#act(session => {
			for (const key of keys) {
				handleKey(key, session);
			}
		});
	};

	readonly handlePaste = (text: string): void => {
		this.#act(session => {
			pasteText(session, text);
		});
	};

	readonly handleMouse = (report: MouseReport): void => {
		this.#act(session => {
			const {theme, ground} = session.state;
			handleMouse(report, session, this.#options.lookOf(theme, ground));
		});
	};

	constructor(options: SessionInputOptions) {
		this.#options = options;
	}

	#act(action: (session: Session) => void): void {
		const {session} = this;
		if (!session) {
			return;
		}

		const {store, onFailure} = this.#options;
		try {
			store.batch(() => {
				action(session);
			});
			// A key shows the current state at once.
			session.refresh();
		} catch (error) {
			onFailure(error);
		}
	}
}
