import {adviseOnFilter, type FilterAdvice} from '../../../model/request-filter/advise-on-filter.js';
import {parseRequestFilter} from '../../../model/request-filter/parse-request-filter.js';
import type {Session} from '../../session.js';
import {browse} from '../../state/mode.js';
import {queryOf} from '../../state/request-query.js';
import {withQuery} from '../../state/requests-list.js';
import {insertSpaced, textField, type TextField} from '../../state/text-field.js';
import type {RunsOf} from '../../run.js';
import type {TextEntry} from '../../modes/text-entry.js';
import {seenValues} from './seen-values.js';
import type {FilterMode} from './filter-mode.js';
import type {filterKeys} from './filter-keys.js';

export const openFilter = (session: Session): void => {
	const {query, pane} = session.state;
	session.change({
		...withQuery(session.state, query && {...query, isFilter: true}),
		mode: {
			kind: 'filter', field: textField(query?.text ?? ''), before: query, paneBefore: pane, seen: seenValues(session.state), choice: 0,
		},
		pane: 'requests',
	});
};

const whileTyping = (session: Session, act: (mode: FilterMode) => void): void => {
	const {mode} = session.state;
	if (mode.kind === 'filter') {
		act(mode);
	}
};

/** Changes the text and applies it at once. */
const change = (session: Session, mode: FilterMode, field: TextField): void => {
	const {state} = session;
	session.change({...withQuery(state, queryOf(field.text, state.query)), mode: {...mode, field, seen: seenValues(state), choice: 0, isTried: false}});
};

const adviceOn = ({field: {text, cursor}, seen}: FilterMode): FilterAdvice => adviseOnFilter(text, cursor, seen);

const insert = (session: Session, text: string): void => {
	whileTyping(session, mode => {
		change(session, mode, insertSpaced(mode.field, text));
	});
};

export const filterEntry: TextEntry = {
	edit(session, edited) {
		whileTyping(session, mode => {
			change(session, mode, edited(mode.field));
		});
	},
	type: insert,
	paste: insert,
};

const choose = (session: Session, step: number): void => {
	whileTyping(session, mode => {
		const {length} = adviceOn(mode).completions;
		session.change({mode: {...mode, choice: length === 0 ? 0 : (mode.choice + step + length) % length}});
	});
};

export const filterRuns: RunsOf<typeof filterKeys> = {
	'keep-filter'(session) {
		whileTyping(session, mode => {
			// The error is shown at its position; applying a part of the filter would mislead.
			session.change({mode: 'error' in parseRequestFilter(mode.field.text) ? {...mode, isTried: true} : browse});
		});
	},
	complete(session) {
		whileTyping(session, mode => {
			const completion = adviceOn(mode).completions[mode.choice];
			if (completion) {
				change(session, mode, {text: completion.text, cursor: completion.cursor});
			}
		});
	},
	'next-completion'(session) {
		choose(session, 1);
	},
	'previous-completion'(session) {
		choose(session, -1);
	},
	'drop-filter'(session) {
		whileTyping(session, mode => {
			session.change({...withQuery(session.state, mode.before), mode: browse, pane: mode.paneBefore});
		});
	},
};
