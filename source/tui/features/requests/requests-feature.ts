import {readTerms} from '../../../model/request-filter/read-terms.js';
import type {termKeys} from '../term/term-keys.js';
import type {Session} from '../../session.js';
import {browse} from '../../state/mode.js';
import {following, type LogRow, type LogView} from '../../state/request-log.js';
import {queryOf} from '../../state/request-query.js';
import {
	caughtUpView,
	isWanted,
	listedRows,
	pausedView,
	selectedRowIndex,
	withQuery,
} from '../../state/requests-list.js';
import type {ScreenState} from '../../state/screen-state.js';
import {selectedRecord} from '../../state/selected-record.js';
import {termOf, type TermName} from '../term/filter-by.js';
import {openFilter} from '../filter/filter-feature.js';
import type {Run, RunsOf} from '../../run.js';
import type {requestsKeys} from './requests-keys.js';

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
const walk = (session: Session, step: 1 | -1): void => {
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

/** The filter with the new term in place of those for the same field. */
const withTerm = (text: string, name: TermName, term: string): string => {
	const others = readTerms(text).filter(({field, isNegated}) => isNegated || field?.text.toLowerCase() !== name);
	return [...others.map(({start, end}) => text.slice(start, end)), term].join(' ');
};

const filterBy = (name: TermName): Run => session => {
	const {state} = session;
	const {mode, query} = state;
	const term = mode.kind === 'term' ? termOf(mode.record, name) : undefined;
	if (term !== undefined) {
		const next = queryOf(withTerm(query?.text ?? '', name, term), query);
		session.change({...withQuery(state, next && {...next, isFilter: true}), mode: browse});
	}
};

export const requestsRuns: RunsOf<typeof requestsKeys> = {
	filter: openFilter,
	'toggle-filter'(session) {
		const {state} = session;
		if (state.query) {
			session.change(withQuery(state, {...state.query, isFilter: !state.query.isFilter}));
		}
	},
	'next-match'(session) {
		walk(session, 1);
	},
	'previous-match'(session) {
		walk(session, -1);
	},
	'add-term'(session) {
		const {state} = session;
		const record = selectedRecord(state);
		if (record) {
			session.change({view: pausedView(state), mode: {kind: 'term', record}});
		}
	},
	'clear-filter'(session) {
		const {state} = session;
		session.change(state.query ? withQuery(state, undefined) : {view: following});
	},
};

export const termRuns: RunsOf<typeof termKeys> = {
	'by-status': filterBy('status'),
	'by-backend': filterBy('backend'),
	'by-path': filterBy('path'),
	'by-method': filterBy('method'),
	'by-client': filterBy('client'),
	'by-error': filterBy('error'),
	'by-ms': filterBy('ms'),
	'no-term'(session) {
		session.change({mode: browse});
	},
};
