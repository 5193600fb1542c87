import type {SavedState, SavedStateFile} from '../config/saved-state.js';
import type {ChangedSettings} from '../config/settings.js';
import {minWeight} from '../model/backend.js';
import type {Control} from '../model/control.js';
import type {ControlEvent} from '../model/event.js';
import {poolEntries} from '../model/pool-entries.js';

/** Changes that follow each other within this time are saved together. */
const gatherMs = 200;

const savedChanges: ReadonlySet<ControlEvent['type']> = new Set(['backend-added', 'backend-removed', 'name-removed', 'name-changed', 'state-changed', 'weight-changed', 'health-check-changed', 'settings-changed']);

type Remembered = {
	/** Whether the pool is one to be remembered; one that was named for this run alone is not. */
	readonly isPoolSaved: boolean;
	/** Kept until they are changed. */
	readonly settings: ChangedSettings;
	/** All that are in force as they were changed. */
	readonly changed: () => ChangedSettings;
	/** Of sticky sessions; undefined while there are none. */
	readonly sessionKey: () => string | undefined;
};

/** Nothing is in flight the next time, so what drains now will have drained. */
const savedBackends = (control: Control): SavedState['backends'] => poolEntries(control.status())
	.map(({weight = minWeight, state = 'active', ...entry}) => ({...entry, weight, state: state === 'draining' ? 'disabled' : state}));

/**
Saves the pool, if it is one that is remembered, and the changed settings after each change of them, so that they are there the next time.

@param control
@param file
@param remembered - What else the file holds.
@param onProblem - Called with what to tell a person when saving begins to fail.
@returns Saves what is still to be saved, and ends it.
*/
export const rememberPool = (
	control: Control,
	file: SavedStateFile,
	{isPoolSaved, settings: remembered, changed, sessionKey}: Remembered,
	onProblem: (message: string) => void,
): () => void => {
	let settings = remembered;
	let timer: NodeJS.Timeout | undefined;
	const save = (): void => {
		timer = undefined;
		const key = sessionKey();
		const problem = file.save({...(isPoolSaved && {backends: savedBackends(control)}), settings, ...(key !== undefined && {sessionKey: key})});
		if (problem !== undefined) {
			onProblem(problem);
		}
	};

	const unsubscribe = control.subscribe(event => {
		if (event.type === 'settings-changed') {
			const others = Object.entries(settings).filter(([name]) => !event.names.includes(name));
			settings = {...Object.fromEntries(others), ...changed()};
		}

		if (isPoolSaved ? savedChanges.has(event.type) : event.type === 'settings-changed') {
			timer ??= setTimeout(save, gatherMs);
		}
	});
	return () => {
		unsubscribe();
		if (timer === undefined) {
			return;
		}

		clearTimeout(timer);
		save();
	};
};
