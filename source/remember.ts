import type {SavedStateFile} from './config/saved-state.js';
import type {ChangedSettings} from './config/settings.js';
import type {Control} from './model/control.js';
import type {ControlEvent} from './model/event.js';

/** Changes that follow each other within this time are saved together. */
const gatherMs = 200;

const savedChanges: ReadonlySet<ControlEvent['type']> = new Set(['backend-added', 'backend-removed', 'state-changed', 'weight-changed', 'health-check-changed', 'policy-changed']);

/**
Saves the pool and the policy after each change of them, so that they are there the next time.

@param control
@param file
@param remembered - What else the file holds: settings, kept until they are changed, and the key of the sessions.
@param onProblem - Called with what to tell a person when saving begins to fail.
@returns Saves what is still to be saved, and ends it.
*/
export const rememberPool = (
	control: Control,
	file: SavedStateFile,
	{settings: remembered, sessionKey}: {readonly settings: ChangedSettings; readonly sessionKey: string | undefined},
	onProblem: (message: string) => void,
): () => void => {
	let settings = remembered;
	let timer: NodeJS.Timeout | undefined;
	const save = (): void => {
		timer = undefined;
		const {backends: members, names = []} = control.status();
		const single = members
			// A backend that was found under a name will be found again.
			.filter(({isBeingRemoved, origin}) => !isBeingRemoved && origin === undefined)
			// Nothing is in flight the next time, so what drains now will have drained.
			.map(({url, weight, state, healthCheck}) => ({
				url, weight, state: state === 'draining' ? 'disabled' as const : state, ...(healthCheck && {healthCheck}),
			}));
		const backends = [...single, ...names.map(({url, weight}) => ({url, weight, state: 'active' as const}))];
		const problem = file.save({backends, settings, ...(sessionKey !== undefined && {sessionKey})});
		if (problem !== undefined) {
			onProblem(problem);
		}
	};

	const unsubscribe = control.subscribe(event => {
		if (event.type === 'policy-changed') {
			settings = {...settings, policy: event.to};
		}

		if (savedChanges.has(event.type)) {
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
