import {sortedBy, type BackendsOrder, type SortColumn} from '../../state/backends-order.js';
import {listedBackends} from '../../state/backends-list.js';
import {browse} from '../../state/mode.js';
import {textField} from '../../state/text-field.js';
import type {Session} from '../../session.js';
import type {Run, RunsOf} from '../../run.js';
import type {sortKeys} from './sort-keys.js';
import type {orderKeys} from './order-keys.js';

/** Changes the list; the selected backend stays selected if it is still listed. */
export const listWith = (session: Session, change: Partial<Pick<BackendsOrder, 'isProblemsOnly' | 'search'>>): void => {
	const {status, selection, order: before} = session.state;
	const order = {...before, ...change};
	const stays = listedBackends({status, order}).some(({id}) => id === selection.id);
	session.change({order, ...(!stays && {selection: {index: 0}})});
};

const sortBy = (column: SortColumn): Run => session => {
	// Sorting shows the top of the list.
	session.change({mode: browse, order: sortedBy(session.state.order, column), selection: {index: 0}});
};

export const orderRuns: RunsOf<typeof orderKeys> = {
	sort(session) {
		session.change({mode: {kind: 'sort'}});
	},
	reverse(session) {
		const {order} = session.state;
		session.change({order: {...order, isDescending: !order.isDescending}, selection: {index: 0}});
	},
	'only-trouble'(session) {
		listWith(session, {isProblemsOnly: !session.state.order.isProblemsOnly});
	},
	find(session) {
		const {search} = session.state.order;
		session.change({mode: {kind: 'find', field: textField(search), before: search}, pane: 'backends'});
	},
	'list-all'(session) {
		listWith(session, {isProblemsOnly: false, search: ''});
	},
};

export const sortRuns: RunsOf<typeof sortKeys> = {
	'sort-added': sortBy('added'),
	'sort-state': sortBy('state'),
	'sort-url': sortBy('url'),
	'sort-connections': sortBy('connections'),
	'sort-rate': sortBy('rate'),
	'sort-p50': sortBy('p50'),
	'sort-p95': sortBy('p95'),
	'sort-p99': sortBy('p99'),
	'sort-errors': sortBy('errors'),
	'sort-weight': sortBy('weight'),
	group(session) {
		const {order} = session.state;
		session.change({mode: browse, order: {...order, isGrouped: !order.isGrouped}, selection: {index: 0}});
	},
	'no-sort'(session) {
		session.change({mode: browse});
	},
};
