import type {ScreenState} from '../state/screen-state.js';
import {settle} from '../state/settle.js';
import {viewOf, type View} from './view.js';

export type ScreenStoreOptions = {
	/** Gets the error of a state that cannot be laid out; the last view stays. */
	readonly onFailure: (error: unknown) => void;
	/**
	Whether a frame may be drawn. If not, `catchUp` is called later.

	@default always
	*/
	readonly mayDraw?: () => boolean;
};

/** Holds the screen's state. Commands act on the newest one, while components draw the view: the state as of the last frame that might be drawn. */
export class ScreenStore {
	readonly #options: ScreenStoreOptions;
	readonly #listeners = new Set<() => void>();
	#state: ScreenState;
	#view: View;
	#batches = 0;

	readonly subscribe = (listener: () => void): (() => void) => {
		this.#listeners.add(listener);
		return () => {
			this.#listeners.delete(listener);
		};
	};

	constructor(state: ScreenState, options: ScreenStoreOptions) {
		this.#options = options;
		this.#state = settle(state);
		this.#view = viewOf(this.#state);
	}

	#publish(): void {
		if (this.#view.state === this.#state || this.#options.mayDraw?.() === false) {
			return;
		}

		this.#view = viewOf(this.#state);
		for (const listener of this.#listeners) {
			listener();
		}
	}

	get state(): ScreenState {
		return this.#state;
	}

	get view(): View {
		return this.#view;
	}

	change(change: Partial<ScreenState>): void {
		try {
			this.#state = settle({...this.#state, ...change});
			if (this.#batches === 0) {
				this.#publish();
			}
		} catch (error) {
			this.#options.onFailure(error);
		}
	}

	/** Draws what has changed while nothing could be drawn. */
	catchUp(): void {
		this.change({});
	}

	/** Batches changes into one frame. */
	batch(changes: () => void): void {
		this.#batches++;
		try {
			changes();
		} finally {
			this.#batches--;
		}

		if (this.#batches === 0) {
			this.#publish();
		}
	}
}
