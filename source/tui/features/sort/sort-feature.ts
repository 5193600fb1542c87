import {contexts, type Context} from '../../input/contexts.js';
import {toLists} from '../../modes/to-lists.js';
import type {Command, Feature, Session} from '../../state/screen-state.js';
import {sortedBy, type BackendsOrder, type SortColumn} from '../../state/backends-order.js';
import {listedBackends} from '../../state/backends-list.js';
import {browse, type Mode} from '../../state/mode.js';

/** Changes the list; the selected backend stays selected if it is still listed. */
export const listWith = (session: Session, change: Partial<Pick<BackendsOrder, 'isProblemsOnly' | 'search'>>): void => {
	const {status, selection, order: before} = session.state;
	const order = {...before, ...change};
	const stays = listedBackends({status, order}).some(({id}) => id === selection.id);
	session.change({order, ...(!stays && {selection: {index: 0}})});
};

const sortBy = (column: SortColumn) => (session: Session): void => {
	// Sorting shows the top of the list.
	session.change({mode: browse, order: sortedBy(session.state.order, column), selection: {index: 0}});
};

const context: Context = {id: 'sort', title: 'Sort order', place: 'after s'};

const sortMode: Mode = {kind: 'sort'};

const by = (column: SortColumn, key: string, label: string, help: string): Command => ({
	id: `sort-${column}`,
	context,
	keys: [key],
	label,
	help,
	footer: 'often',
	run: sortBy(column),
});

export const sortFeature: Feature = {
	commands: [
		{
			id: 'sort',
			context: contexts.backends,
			keys: ['s'],
			label: 'sort',
			help: 'Sort the backends by a column, or group them by state',
			footer: 'sometimes',
			run(session) {
				session.change({mode: sortMode});
			},
		},
		{
			id: 'reverse',
			context: contexts.backends,
			keys: ['r'],
			label: 'reverse',
			help: 'Reverse the sort order',
			run(session) {
				const {order} = session.state;
				session.change({order: {...order, isDescending: !order.isDescending}, selection: {index: 0}});
			},
		},
		{
			id: 'only-trouble',
			context: contexts.browse,
			keys: ['!'],
			label: 'only problems',
			labelNow: ({order}) => order.isProblemsOnly ? 'all backends' : 'only problems',
			help: 'List only the backends with problems, or all',
			footer: 'rarely',
			run(session) {
				listWith(session, {isProblemsOnly: !session.state.order.isProblemsOnly});
			},
		},
		{
			id: 'list-all',
			context: contexts.backends,
			keys: ['esc'],
			label: 'list all',
			help: 'List all backends again',
			footer: 'usually',
			applies: ({order}) => order.isProblemsOnly || order.search !== '',
			run(session) {
				listWith(session, {isProblemsOnly: false, search: ''});
			},
		},
		by('added', 'a', 'added', 'By time of addition'),
		by('state', 's', 'state', 'By state, problems first'),
		by('url', 'u', 'url', 'By URL'),
		by('connections', 'c', 'conns', 'By connections in flight'),
		by('rate', 'r', 'rate', 'By requests per second'),
		by('p50', '1', 'p50', 'By median latency'),
		by('p95', '2', 'p95', 'By the 95th percentile of the latency'),
		by('p99', '3', 'p99', 'By the 99th percentile of the latency'),
		by('errors', 'e', 'errors', 'By error rate'),
		by('weight', 'w', 'weight', 'By weight'),
		{
			id: 'group',
			context,
			keys: ['g'],
			label: 'group',
			labelNow: ({order}) => order.isGrouped ? 'ungroup' : 'group by state',
			help: 'Group backends by state, or ungroup them',
			footer: 'usually',
			run(session) {
				const {order} = session.state;
				session.change({mode: browse, order: {...order, isGrouped: !order.isGrouped}, selection: {index: 0}});
			},
		},
		toLists({id: 'no-sort', context, keys: ['esc', 'q'], label: 'cancel', help: 'Keep the current order'}),
	],
	modes: {
		sort: {contexts: [context, contexts.screens, contexts.anywhere], isQuestion: true, choice: 'Sort the backends; the same column again reverses the order'},
	},
};
