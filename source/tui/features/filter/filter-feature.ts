import {adviseOnFilter, type FilterAdvice} from '../../../model/request-filter/advise-on-filter.js';
import {parseRequestFilter} from '../../../model/request-filter/parse-request-filter.js';
import {contexts, type Context} from '../../input/contexts.js';
import {prompt} from '../../modes/prompt.js';
import type {Feature, Session, ScreenState} from '../../state/screen-state.js';
import {browse} from '../../state/mode.js';
import {queryOf} from '../../state/request-query.js';
import {withQuery} from '../../state/requests-list.js';
import {insertSpaced, textField, type TextField} from '../../state/text-field.js';
import type {TextEntry} from '../../modes/text-entry.js';
import {following} from '../../state/request-log.js';
import {filterPrompt} from './filter-prompt.js';
import {seenValues} from './seen-values.js';
import {filterMode, type FilterMode} from './filter-mode.js';
import {walk} from './matches.js';

const openFilter = (session: Session): void => {
	const {query, pane} = session.state;
	session.change({
		...withQuery(session.state, query && {...query, isFilter: true}),
		mode: filterMode.of({field: textField(query?.text ?? ''), before: query, paneBefore: pane, seen: seenValues(session.state), choice: 0}),
		pane: 'requests',
	});
};

const whileTyping = (session: Session, act: (mode: FilterMode) => void): void => {
	const {mode} = session.state;
	if (filterMode.is(mode)) {
		act(mode);
	}
};

/** Changes the text and applies it at once. */
const change = (session: Session, mode: FilterMode, field: TextField): void => {
	const {state} = session;
	session.change({...withQuery(state, queryOf(field.text, state.query)), mode: filterMode.of({...mode, field, seen: seenValues(state), choice: 0, isTried: false})});
};

const adviceOn = ({field: {text, cursor}, seen}: FilterMode): FilterAdvice => adviseOnFilter(text, cursor, seen);

const insert = (session: Session, text: string): void => {
	whileTyping(session, mode => {
		change(session, mode, insertSpaced(mode.field, text));
	});
};

const entry: TextEntry = {
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
		session.change({mode: filterMode.of({...mode, choice: length === 0 ? 0 : (mode.choice + step + length) % length})});
	});
};

/** Filters without the prompt. */
const filterNow = (session: Session, text: string): void => {
	const parsed = parseRequestFilter(text);
	if ('error' in parsed) {
		session.notify(parsed.error, 'warn');
	} else {
		const query = queryOf(text, session.state.query);
		session.change({...withQuery(session.state, query && {...query, isFilter: true}), pane: 'requests'});
	}
};

const hasQuery = ({query}: ScreenState): boolean => query !== undefined;

const context: Context = {id: 'filter', title: 'Request filter', place: 'in the filter'};

export const filterFeature: Feature = {
	commands: [
		{
			id: 'filter',
			context: contexts.browse,
			keys: ['/'],
			label: 'filter',
			help: 'Filter the requests, such as status:5xx ms:>200 !path:/a',
			footer: 'often',
			run: openFilter,
			argument: {allowed: 'terms, such as status:5xx ms:>200', run: filterNow},
		},
		{
			id: 'toggle-filter',
			context: contexts.browse,
			keys: ['\\'],
			label: 'filter on/off',
			labelNow: ({query}) => query?.isFilter === true ? 'show all' : 'show matches',
			help: 'Hide or show the requests that do not match',
			footer: 'sometimes',
			applies: hasQuery,
			run(session) {
				const {state} = session;
				if (state.query) {
					session.change(withQuery(state, {...state.query, isFilter: !state.query.isFilter}));
				}
			},
		},
		{
			id: 'next-match',
			context: contexts.requests,
			keys: ['n'],
			label: 'next match',
			help: 'Go to the next matching request, including new ones',
			footer: 'sometimes',
			applies: hasQuery,
			run(session) {
				walk(session, 1);
			},
		},
		{
			id: 'previous-match',
			context: contexts.requests,
			keys: ['N'],
			label: 'previous match',
			help: 'Go to the previous matching request',
			applies: hasQuery,
			run(session) {
				walk(session, -1);
			},
		},
		{
			id: 'clear-filter',
			context: contexts.requests,
			keys: ['esc'],
			label: 'clear filter',
			help: 'Clear the filter; without one, follow the log',
			footer: 'rarely',
			applies: hasQuery,
			run(session) {
				const {state} = session;
				session.change(state.query ? withQuery(state, undefined) : {view: following});
			},
		},
		{
			id: 'keep-filter',
			context,
			keys: ['enter'],
			label: 'keep',
			help: 'Apply the filter; an empty one shows all requests',
			footer: 'always',
			run(session) {
				whileTyping(session, mode => {
					// The error is shown at its position; applying a part of the filter would mislead.
					session.change({mode: 'error' in parseRequestFilter(mode.field.text) ? filterMode.of({...mode, isTried: true}) : browse});
				});
			},
		},
		{
			id: 'complete',
			context,
			keys: ['tab'],
			label: 'complete',
			help: 'Accept the selected completion',
			footer: 'usually',
			run(session) {
				whileTyping(session, mode => {
					const completion = adviceOn(mode).completions[mode.choice];
					if (completion) {
						change(session, mode, {text: completion.text, cursor: completion.cursor});
					}
				});
			},
		},
		{
			id: 'next-completion',
			context,
			keys: ['down', 'ctrl-n'],
			label: 'next',
			help: 'Select the next completion',
			footer: 'sometimes',
			run(session) {
				choose(session, 1);
			},
		},
		{
			id: 'previous-completion',
			context,
			keys: ['up', 'shift-tab', 'ctrl-p'],
			label: 'previous',
			help: 'Select the previous completion',
			run(session) {
				choose(session, -1);
			},
		},
		{
			id: 'drop-filter',
			context,
			keys: ['esc'],
			label: 'cancel',
			help: 'Cancel and restore the previous filter',
			footer: 'often',
			run(session) {
				whileTyping(session, mode => {
					session.change({...withQuery(session.state, mode.before), mode: browse, pane: mode.paneBefore});
				});
			},
		},
	],
	modes: {
		filter: {contexts: [context, contexts.typing, contexts.anywhere], entry, bottom: prompt(filterMode, [3, 5], filterPrompt)},
	},
};
