import type {LogRow, LogView} from '../../state/request-log.js';
import {
	caughtUpView,
	isWanted,
	listedRows,
	pausedView,
	selectedRowIndex,
} from '../../state/requests-list.js';
import type {ScreenState, Session} from '../../state/screen-state.js';

const noNewer = 'No newer request matches';
const noOlder = 'No older request matches';
const nothingFound: ReadonlySet<string> = new Set([noNewer, noOlder]);

type Found = {
	readonly row: LogRow | undefined;
	readonly view: LogView;
};

const newerMatch = (state: ScreenState, than: number): Found =>
	({row: listedRows(state).find(row => row.key > than && isWanted(row, state)), view: state.view});

/** At the end of a paused list, the requests that arrived since. */
const newerOrWaitingMatch = (state: ScreenState, than: number): Found => {
	const found = newerMatch(state, than);
	return found.row ? found : newerMatch({...state, view: caughtUpView(state)}, than);
};

const olderMatch = (state: ScreenState, than: number): Found =>
	({row: listedRows(state).findLast(row => row.key < than && isWanted(row, state)), view: pausedView(state)});

/** The start of a search: the selected row, or the end without one. */
const startOf = (state: ScreenState): number => {
	const {view} = state;
	return view.kind === 'following' ? Infinity : listedRows(state)[selectedRowIndex(state)!]?.key ?? view.selected;
};

/** Moves to the next match in a direction. */
export const walk = (session: Session, step: 1 | -1): void => {
	const {state} = session;
	if (!state.query) {
		session.notify('There is no filter yet; / sets one', 'warn');
		return;
	}

	const {row, view} = step === 1 ? newerOrWaitingMatch(state, startOf(state)) : olderMatch(state, startOf(state));
	if (!row || view.kind === 'following') {
		session.notify(step === 1 ? noNewer : noOlder, 'warn');
	} else {
		// The notice of an unsuccessful search is out of date.
		session.change({view: {...view, selected: row.key}, ...(nothingFound.has(state.notice?.text ?? '') && {notice: undefined})});
	}
};

