import {filterFieldOf} from '../../../model/request-filter/fields.js';
import {contexts, type Context} from '../../input/contexts.js';
import {toLists} from '../../modes/to-lists.js';
import type {FooterRank} from '../../feature.js';
import {pausedView} from '../../state/requests-list.js';
import type {Command, Feature, ScreenState, Session} from '../../state/screen-state.js';
import {selectedRow} from '../../state/selected-record.js';
import {shownRequest} from '../../state/shown-request.js';
import {termOf, type TermName} from './value-term.js';
import {filterByValueMode} from './filter-by-value-mode.js';
import {filterByValue} from './filter-by-value.js';

const filterBy = (name: TermName) => (session: Session): void => {
	const {mode} = session.state;
	const value = filterByValueMode.is(mode) ? filterFieldOf(name)?.valueOf(mode.request) : undefined;
	if (value !== undefined) {
		filterByValue(session, name, value);
	}
};

const hasRequests = ({log}: ScreenState): boolean => log.rows.length > 0;

const context: Context = {id: 'filter-by-value', title: 'Filter by a value of the request', place: 'after f'};

const termNow = ({mode}: ScreenState, name: TermName): string | undefined => filterByValueMode.is(mode) ? termOf(mode.request, name) : undefined;

const by = (name: TermName, key: string, footer: FooterRank, help: string): Command => ({
	id: `by-${name}`,
	context,
	keys: [key],
	label: name,
	help,
	footer,
	labelNow: state => termNow(state, name) ?? name,
	applies: state => termNow(state, name) !== undefined,
	run: filterBy(name),
});

export const filterByValueFeature: Feature = {
	commands: [
		{
			id: 'add-term',
			context: contexts.requests,
			keys: ['f'],
			label: 'filter by',
			help: 'Filter by a value of the selected request',
			footer: 'often',
			applies: hasRequests,
			run(session) {
				const {state} = session;
				const row = selectedRow(state);
				if (row) {
					session.change({view: pausedView(state, row.key), mode: filterByValueMode.of({request: shownRequest(row, state)})});
				}
			},
		},
		by('status', 's', 'usually', 'Requests with a status of the same class'),
		by('backend', 'b', 'usually', 'Requests at the same backend'),
		by('path', 'p', 'usually', 'Requests for the same path'),
		by('method', 'm', 'sometimes', 'Requests with the same method'),
		by('client', 'c', 'sometimes', 'Requests from the same client'),
		by('error', 'e', 'often', 'Requests with the same error'),
		by('ms', 't', 'rarely', 'Requests that took at least as long'),
		toLists({id: 'no-term', context, keys: ['esc', 'f', 'q'], label: 'cancel', help: 'Keep the current filter'}),
	],
	modes: {
		'filter-by-value': {contexts: [context, contexts.screens, contexts.anywhere], isQuestion: true, choice: 'Show requests with the same'},
	},
};
