import type {Look} from './look.js';
import {paint} from './layout/line.js';
import {compose} from './screens/compose.js';
import type {ScreenState} from './state/screen-state.js';
import {settle} from './state/settle.js';

/** The screen's rows, ready for the terminal. */
export type Frame = readonly string[];

const isSameFrame = (first: Frame, second: Frame): boolean =>
	first.length === second.length && first.every((row, index) => row === second[index]);

/** Holds what the screen shows and tells its listener when the screen would look different. */
export class ScreenStore {
	#look: Look;
	readonly #onFailure: (error: unknown) => void;
	readonly #listeners = new Set<() => void>();
	#state: ScreenState;
	#frame: Frame;
	#frameNumber = 0;
	#batches = 0;

	readonly subscribe = (listener: () => void): (() => void) => {
		this.#listeners.add(listener);
		return () => {
			this.#listeners.delete(listener);
		};
	};

	/** Another with each frame that looks different from the one before. */
	readonly getFrameNumber = (): number => this.#frameNumber;

	/** Starts with a state. `onFailure` is called with what makes a later one impossible to show; the last frame stays then. */
	constructor(state: ScreenState, look: Look, onFailure: (error: unknown) => void) {
		this.#onFailure = onFailure;
		this.#look = look;
		this.#state = settle(state);
		this.#frame = this.#compose();
	}

	#compose(): Frame {
		return compose(this.#state, this.#look).map(line => paint(line, this.#look.theme));
	}

	#publish(): void {
		const frame = this.#compose();
		if (isSameFrame(frame, this.#frame)) {
			return;
		}

		this.#frame = frame;
		this.#frameNumber++;
		for (const listener of this.#listeners) {
			listener();
		}
	}

	get frame(): Frame {
		return this.#frame;
	}

	get state(): ScreenState {
		return this.#state;
	}

	change(change: Partial<ScreenState>): void {
		try {
			this.#state = settle({...this.#state, ...change});
			if (this.#batches === 0) {
				this.#publish();
			}
		} catch (error) {
			this.#onFailure(error);
		}
	}

	/** Draws everything anew with other colours or characters. */
	changeLook(look: Look): void {
		this.#look = look;
		this.change({});
	}

	/** Makes several changes for one frame. */
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
