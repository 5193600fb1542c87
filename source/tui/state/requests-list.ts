import type {RequestFilter} from '../../model/request-filter/parse-request-filter.js';
import {
	following,
	type LogRow,
	type LogView,
	type RequestLog,
} from './request-log.js';
import type {RequestQuery} from './request-query.js';
import type {ScreenState} from './screen-state.js';

type Requests = Pick<ScreenState, 'log' | 'view' | 'query' | 'now'>;

type Shown = {
	readonly rows: readonly LogRow[];
	readonly filter: RequestFilter;
	readonly now: number;
	readonly result: readonly LogRow[];
};

/** A frame asks several times for the same. */
let lastShown: Shown | undefined;

const filtered = (rows: readonly LogRow[], filter: RequestFilter, now: number): readonly LogRow[] => {
	if (lastShown?.rows === rows && lastShown.filter === filter && (!filter.isTimed || lastShown.now === now)) {
		return lastShown.result;
	}

	const result = rows.filter(row => row.kind === 'record' && filter.matches(row.record, now));
	lastShown = {rows, filter, now, result};
	return result;
};

/** The log that the list is made of: as it is, or as it was when it was paused. */
export const listedLog = ({log, view}: Pick<ScreenState, 'log' | 'view'>): RequestLog => view.kind === 'paused' ? view.log : log;

/** The rows of the list, of which the screen shows a part. */
export const listedRows = (state: Requests): readonly LogRow[] => {
	const {rows} = listedLog(state);
	return state.query?.isFilter === true ? filtered(rows, state.query.filter, state.now) : rows;
};

/** Index of the row with this key, or of the nearest before it; 0 when there is none. */
export const indexOfKey = (rows: readonly LogRow[], key: number): number => Math.max(0, rows.findLastIndex(row => row.key <= key));

/** Index of the selected row; undefined while the list follows. */
export const selectedRowIndex = (state: Requests): number | undefined =>
	state.view.kind === 'paused' ? indexOfKey(listedRows(state), state.view.selected) : undefined;

/** Stops the list with its newest row selected. A list without rows goes on. */
export const pausedView = (state: Requests): LogView => {
	const rows = listedRows(state);
	const last = rows.at(-1);
	return last ? {kind: 'paused', log: listedLog(state), selected: last.key, top: rows.length} : following;
};

/** Looks for other requests; the selected row stays where it is on the screen, as far as it is still in the list. */
export const withQuery = (state: Requests, query: RequestQuery | undefined): Pick<ScreenState, 'query' | 'view'> => {
	const {view} = state;
	if (view.kind === 'following') {
		return {query, view};
	}

	const before = indexOfKey(listedRows(state), view.selected);
	const after = indexOfKey(listedRows({...state, query}), view.selected);
	return {query, view: {...view, top: view.top + after - before}};
};

/** Whether a row is a request that is looked for. */
export const isWanted = (row: LogRow, {query, now}: Requests): boolean => query !== undefined && row.kind === 'record' && query.filter.matches(row.record, now);
