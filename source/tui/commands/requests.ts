import {readTerms} from '../../model/request-filter/read-terms.js';
import type {requestsKeys} from '../keymap/requests.js';
import type {termKeys} from '../keymap/term.js';
import type {Session} from '../session.js';
import {browse} from '../state/mode.js';
import {following} from '../state/request-log.js';
import {queryOf} from '../state/request-query.js';
import {
	isWanted,
	listedRows,
	pausedView,
	selectedRowIndex,
	withQuery,
} from '../state/requests-list.js';
import {selectedRecord} from '../state/selected-record.js';
import {termOf, type TermName} from '../state/term.js';
import {openFilter} from './filter.js';
import type {Run, RunsOf} from './run.js';

const noNewer = 'No newer request matches';
const noOlder = 'No older request matches';
const nothingFound: ReadonlySet<string> = new Set([noNewer, noOlder]);

/** Goes to the next match in a direction, from the newest row where none is selected. */
const walk = (session: Session, step: 1 | -1): void => {
	const {state} = session;
	const rows = listedRows(state);
	let index = (selectedRowIndex(state) ?? rows.length) + step;
	while (index >= 0 && index < rows.length && !isWanted(rows[index]!, state)) {
		index += step;
	}

	const found = rows[index];
	const view = pausedView(state);
	if (!state.query) {
		session.notify('There is nothing to look for yet; / says what', 'warn');
	} else if (!found || view.kind === 'following') {
		session.notify(step === 1 ? noNewer : noOlder, 'warn');
	} else {
		// What was said of a search that found nothing no longer holds.
		session.change({view: {...view, ...(state.view.kind === 'paused' && state.view), selected: found.key}, ...(nothingFound.has(state.notice?.text ?? '') && {notice: undefined})});
	}
};

/** The text without the terms that ask for the same field, and the new one behind it. */
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
			session.change({view: state.view.kind === 'paused' ? state.view : pausedView(state), mode: {kind: 'term', record}});
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
