import type {Look} from './look.js';
import {paint} from './layout/line.js';
import {compose} from './screens/compose.js';
import type {ScreenState} from './state/screen-state.js';
import {settle} from './state/settle.js';

/** The rendered rows. */
export type Frame = readonly string[];

const isSameFrame = (first: Frame, second: Frame): boolean =>
	first.length === second.length && first.every((row, index) => row === second[index]);

/** Holds the screen's state, and notifies its listener when a frame would differ. */
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

	/** Changes with each different frame. */
	readonly getFrameNumber = (): number => this.#frameNumber;

	/** Starts with a state. `onFailure` gets the error of a state that cannot be rendered; the last frame stays. */
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

	/** Redraws everything with another look. */
	changeLook(look: Look): void {
		this.#look = look;
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
