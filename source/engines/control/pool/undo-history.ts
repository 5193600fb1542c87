import type {Cause} from '../../../model/actor.js';
import {ControlError} from '../../../model/control-error.js';
import type {PoolChange} from '../../../model/pool-change.js';

/** Further back than users remember; a batch may be larger than that, and counts once. */
const capacity = 100;

/** A change and its undo. */
type Undoable = {
	readonly change: PoolChange;
	/** False if the backend was removed or changed meanwhile, other than by a command. */
	readonly isUndoable: () => boolean;
	readonly takeBack: (cause: Cause) => Promise<unknown>;
};

/** A change, or a batch of them, the oldest first. */
type Step = Pick<Cause, 'batch'> & {readonly changes: Undoable[]};

const urlsOf = (change: PoolChange): string[] => {
	switch (change.type) {
		case 'added':
		case 'removed': {
			return [change.backend.url];
		}

		case 'changed': {
			return [change.before.url];
		}

		case 'name-added':
		case 'name-removed':
		case 'name-changed': {
			return [change.url];
		}

		case 'policy-changed': {
			return [];
		}

		case 'several': {
			return [...change.urls];
		}
	}
};

/** The steps that can be undone; the oldest are dropped. */
export class UndoHistory {
	readonly #steps: Step[] = [];

	push(change: Undoable, {batch}: Cause): void {
		const last = this.#steps.at(-1);
		if (batch !== undefined && last?.batch === batch) {
			last.changes.push(change);
			return;
		}

		this.#steps.push({changes: [change], ...(batch !== undefined && {batch})});
		if (this.#steps.length > capacity) {
			this.#steps.shift();
		}
	}

	/** See `Control.undo`. */
	async undo(cause: Cause): Promise<PoolChange> {
		const step = this.#steps.pop();
		if (!step) {
			throw new ControlError('nothing_to_undo', 'There is no change left to undo.');
		}

		const undone: PoolChange[] = [];
		for (const {change, isUndoable, takeBack} of step.changes.toReversed()) {
			if (!isUndoable()) {
				continue;
			}

			// eslint-disable-next-line no-await-in-loop -- A backend's place depends on those that were removed before it.
			await takeBack(cause);
			undone.unshift(change);
		}

		const [first, ...others] = undone;
		if (!first) {
			return this.undo(cause);
		}

		return others.length === 0 ? first : {type: 'several', urls: [...new Set(undone.flatMap(change => urlsOf(change)))]};
	}
}
