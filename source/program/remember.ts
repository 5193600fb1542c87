import type {SavedState, SavedStateFile} from '../config/saved-state.js';
import type {ChangedSettings} from '../config/settings.js';
import {minWeight} from '../model/backend.js';
import type {Control} from '../model/control.js';
import type {ControlEvent} from '../model/event.js';
import {poolEntries} from '../model/pool-entries.js';

/** Changes within this time are saved together. */
const gatherMs = 200;

const savedChanges: ReadonlySet<ControlEvent['type']> = new Set(['backend-added', 'backend-removed', 'name-removed', 'name-changed', 'state-changed', 'weight-changed', 'health-check-changed', 'settings-changed']);

type Remembered = {
	/** Whether the pool is saved; backends given for this run are not. */
	readonly isPoolSaved: boolean;
	/** Saved settings, until they are changed. */
	readonly settings: ChangedSettings;
	/** Changed settings in effect. */
	readonly changed: () => ChangedSettings;
	/** Key of sticky sessions; undefined without them. */
	readonly sessionKey: () => string | undefined;
};

/** A draining backend has drained by the next start. */
const savedBackends = (control: Control): SavedState['backends'] => poolEntries(control.status())
	.map(({weight = minWeight, state = 'active', ...entry}) => ({...entry, weight, state: state === 'draining' ? 'disabled' : state}));

/**
Saves the pool, if it is one that is remembered, and the changed settings after each change of them, so that they are there the next time.

@param control
@param file
@param remembered - What else the file holds.
@param onProblem - Called with a message when saving starts to fail.
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
