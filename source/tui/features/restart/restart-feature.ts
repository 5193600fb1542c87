import type {BackendStatus} from '../../../model/status.js';
import {browse, type Mode} from '../../state/mode.js';
import type {Feature, ScreenState} from '../../state/screen-state.js';
import {confirmMode} from '../pool/confirm-mode.js';
import {weightMode} from '../weight/weight-mode.js';

const namesBackends = (mode: Mode): boolean => mode.backendId !== undefined || confirmMode.is(mode) || weightMode.is(mode);

/** The mode without those, on top or below, that name backends. */
const withoutBackends = (mode: Mode): Mode => {
	if (namesBackends(mode)) {
		return withoutBackends(mode.back ?? browse);
	}

	const back = mode.back && withoutBackends(mode.back);
	return back === mode.back ? mode : {...mode, ...(back && {back})};
};

/** Ids of the same backends in another run, which has counted anew. */
const sameBackends = (ids: ReadonlySet<string>, before: readonly BackendStatus[], now: readonly BackendStatus[]): Set<string> => {
	const urls = new Set(before.filter(({id}) => ids.has(id)).map(({url}) => url));
	return new Set(now.filter(({url}) => urls.has(url)).map(({id}) => id));
};

const selectionAfter = ({status, selection}: ScreenState, before: ScreenState): ScreenState['selection'] => {
	const url = before.status.backends.find(({id}) => id === before.selection.id)?.url;
	return {...selection, id: status.backends.find(backend => backend.url === url)?.id};
};

/** An attached screen outlives the instance. The next run may give a known id to another backend: no command may go to that one. */
export const restartFeature: Feature = {
	commands: [],
	onRound(session, before) {
		const {state} = session;
		if (state.status.startedAt === before.status.startedAt) {
			return;
		}

		const mode = withoutBackends(state.mode);
		session.change({
			mode,
			markedBackends: sameBackends(state.markedBackends, before.status.backends, state.status.backends),
			selection: selectionAfter(state, before),
		});
		if (mode !== state.mode) {
			session.notify('The proxy has been restarted: select the backend again', 'warn');
		}
	},
};
