import type {LogRow, LogView} from '../../state/request-log.js';
import {
	caughtUpView,
	isWanted,
	listedRows,
	pausedView,
	selectedRowIndex,
	listedOrder,
} from '../../state/requests-list.js';
import type {ScreenState, Session} from '../../state/screen-state.js';

const noNewer = 'No newer request matches';
const noOlder = 'No older request matches';
const nothingFound: ReadonlySet<string> = new Set([noNewer, noOlder]);

type Found = {
	readonly row: LogRow | undefined;
	readonly view: LogView;
};

/** The start of a search: the selected row, or the end without one. */
const startOf = (state: ScreenState): number => {
	const {view} = state;
	return view.kind === 'following' ? Infinity : listedRows(state)[selectedRowIndex(state)!]?.key ?? view.selected;
};

/** The rows after the start, or those before it. In the order of completion, the selected one may have left the list. */
const rowsBeyond = (state: ScreenState, start: number, step: 1 | -1): readonly LogRow[] => {
	const rows = listedRows(state);
	if (!listedOrder(state)) {
		return rows.filter(({key}) => step === 1 ? key > start : key < start);
	}

	const index = rows.findIndex(({key}) => key === start);
	return step === 1 ? rows.slice(index + 1) : rows.slice(0, Math.max(0, index));
};

const newerMatch = (state: ScreenState, start: number): Found => ({row: rowsBeyond(state, start, 1).find(row => isWanted(row, state)), view: state.view});

/** At the end of a paused list, the requests that arrived since. */
const newerOrWaitingMatch = (state: ScreenState, start: number): Found => {
	const found = newerMatch(state, start);
	return found.row ? found : newerMatch({...state, view: caughtUpView(state)}, start);
};

const olderMatch = (state: ScreenState, start: number): Found => ({row: rowsBeyond(state, start, -1).findLast(row => isWanted(row, state)), view: pausedView(state)});

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

