import type {LogRow, LogView} from '../../state/request-log.js';
import {caughtUpView, listedRows, selectedRowIndex} from '../../state/requests-list.js';
import type {ScreenState, Session} from '../../state/screen-state.js';
import {openRequestMode} from '../open-request/open-request-mode.js';
import {inspect} from './inspect.js';
import {inspectMode} from './inspect-mode.js';

/** The row of a request. */
export type RequestRow = Exclude<LogRow, {kind: 'gap'}>;

/** Opens a listed request: in full if it has ended, else what is known so far. */
export const showRequest = (session: Session, row: RequestRow, view: LogView): void => {
	const {mode} = session.state;
	session.change({view: view.kind === 'paused' ? {...view, selected: row.key} : view});
	if (row.kind === 'open') {
		session.change({mode: openRequestMode.of({key: row.key, top: 0})});
	} else {
		void inspect(session, row.record, inspectMode.is(mode) && mode.inspection.showsSecrets);
	}
};

type Neighbour = {
	readonly row: RequestRow;
	readonly view: LogView;
};

const neighbourIn = (state: ScreenState, step: 1 | -1): Neighbour | undefined => {
	const selected = selectedRowIndex(state);
	if (selected === undefined) {
		return undefined;
	}

	const rows = listedRows(state);
	for (let index = selected + step, row = rows[index]; row; index += step, row = rows[index]) {
		if (row.kind !== 'gap') {
			return {row, view: state.view};
		}
	}

	return undefined;
};

/** At the end of a paused list, the next request that came since. */
const neighbour = (state: ScreenState, step: 1 | -1): Neighbour | undefined =>
	neighbourIn(state, step) ?? (step === 1 ? neighbourIn({...state, view: caughtUpView(state)}, step) : undefined);

/** Moves from the open request to the one after it, or before it. */
export const showNeighbour = (session: Session, step: 1 | -1): void => {
	const found = neighbour(session.state, step);
	if (found) {
		showRequest(session, found.row, found.view);
	} else {
		session.notify(step === 1 ? 'This is the newest request in the list' : 'This is the oldest request in the list', 'warn');
	}
};

/** Opens another listed request, by the key of its row. */
export const showListed = (session: Session, key: number): void => {
	const {state} = session;
	const {view} = state;
	const row = listedRows(state).find(listed => listed.key === key);
	if (row && row.kind !== 'gap' && view.kind === 'paused' && row.key !== view.selected) {
		showRequest(session, row, view);
	}
};
