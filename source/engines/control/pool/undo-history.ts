import type {Cause} from '../../../model/actor.js';
import {ControlError} from '../../../model/control-error.js';
import type {PoolChange} from '../../../model/pool-change.js';

/** Further back than users remember. */
const capacity = 100;

/** A change and its undo. */
type Undoable = {
	readonly change: PoolChange;
	/** False if the backend was removed or changed meanwhile, other than by a command. */
	readonly isUndoable: () => boolean;
	readonly takeBack: (cause: Cause) => Promise<unknown>;
};

/** The changes that can be undone; the oldest are dropped. */
export class UndoHistory {
	readonly #entries: Undoable[] = [];

	push(entry: Undoable): void {
		this.#entries.push(entry);
		if (this.#entries.length > capacity) {
			this.#entries.shift();
		}
	}

	/** See `Control.undo`. */
	async undo(cause: Cause): Promise<PoolChange> {
		const entry = this.#takeNewest();
		if (!entry) {
			throw new ControlError('nothing_to_undo', 'There is no change left to undo.');
		}

		await entry.takeBack(cause);
		return entry.change;
	}

	/** Skips what can no longer be undone. */
	#takeNewest(): Undoable | undefined {
		const entry = this.#entries.pop();
		return entry === undefined || entry.isUndoable() ? entry : this.#takeNewest();
	}
}
