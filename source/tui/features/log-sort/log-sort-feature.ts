import {contexts, type Context} from '../../input/contexts.js';
import {toLists} from '../../modes/to-lists.js';
import {browse, type Mode} from '../../state/mode.js';
import type {LogColumn} from '../../state/request-log.js';
import {listedOrder, listedRows, pausedView} from '../../state/requests-list.js';
import type {Command, Feature, Session} from '../../state/screen-state.js';
import {logSortedBy} from '../../state/sort-log.js';

const context: Context = {id: 'log-sort', title: 'Sort order of the requests', place: 'after s in the request log'};

const logSortMode: Mode = {kind: 'log-sort'};

/** Sorting pauses the log, so that no row moves away from under the cursor, and shows the top of the list. */
const sortBy = (column: LogColumn) => (session: Session): void => {
	const {state} = session;
	const view = pausedView(state);
	if (view.kind === 'paused') {
		const sorted = {...view, order: logSortedBy(listedOrder(state), column), top: 0};
		session.change({mode: browse, view: {...sorted, selected: listedRows({...state, view: sorted})[0]?.key ?? view.selected}});
	}
};

const by = (column: LogColumn, key: string, help: string): Command => ({
	id: `sort-log-${column}`,
	context,
	keys: [key],
	label: column,
	help,
	footer: 'often',
	run: sortBy(column),
});

export const logSortFeature: Feature = {
	commands: [
		{
			id: 'sort-log',
			context: contexts.requests,
			keys: ['s'],
			label: 'sort',
			help: 'Sort the requests by a column; pauses the log',
			footer: 'sometimes',
			applies: ({log}) => log.rows.length > 0,
			run(session) {
				const {log} = session.state;
				if (log.rows.length === 0) {
					session.notify('There are no requests to sort yet', 'warn');
				} else {
					session.change({mode: logSortMode});
				}
			},
		},
		by('duration', 'd', 'By duration, the slowest first'),
		by('size', 'z', 'By size of the response, the largest first'),
		by('status', 's', 'By status, the highest first'),
		by('time', 'a', 'By time of arrival'),
		by('method', 'm', 'By method'),
		by('path', 'p', 'By path'),
		by('backend', 'b', 'By backend'),
		by('client', 'c', 'By client'),
		by('error', 'e', 'By error'),
		toLists({id: 'no-log-sort', context, keys: ['esc', 'q'], label: 'cancel', help: 'Keep the current order'}),
	],
	modes: {
		'log-sort': {contexts: [context, contexts.screens, contexts.anywhere], isQuestion: true, choice: 'Sort the requests; the same column again reverses the order'},
	},
};
