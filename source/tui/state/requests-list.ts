import type {RequestFilter} from '../../model/request-filter/parse-request-filter.js';
import {wallTime} from '../../model/steady-clock.js';
import {
	following,
	type LogOrder,
	type LogRow,
	type LogView,
	type RequestLog,
} from './request-log.js';
import type {RequestQuery} from './request-query.js';
import type {ScreenState} from './screen-state.js';
import {sortLog} from './sort-log.js';

type Requests = Pick<ScreenState, 'log' | 'view' | 'query' | 'now'>;

type Shown = {
	readonly rows: readonly LogRow[];
	readonly filter: RequestFilter;
	readonly now: number;
	readonly result: readonly LogRow[];
};

/** A frame needs it several times. */
let lastShown: Shown | undefined;

const filtered = (rows: readonly LogRow[], filter: RequestFilter, now: number): readonly LogRow[] => {
	if (lastShown?.rows === rows && lastShown.filter === filter && (!filter.isTimed || lastShown.now === now)) {
		return lastShown.result;
	}

	const result = rows.filter(row => row.kind === 'record' && filter.matches(row.record, wallTime(now)));
	lastShown = {rows, filter, now, result};
	return result;
};

/** The log of the list: current, or as of the pause. */
export const listedLog = ({log, view}: Pick<ScreenState, 'log' | 'view'>): RequestLog => view.kind === 'paused' ? view.log : log;

/** The reference time of the list: it stops with a pause, so that no request ages out of a paused list. */
const listedNow = ({now, view}: Pick<ScreenState, 'now' | 'view'>): number => view.kind === 'paused' ? view.at : now;

type Sorted = {
	readonly rows: readonly LogRow[];
	readonly order: LogOrder;
	readonly result: readonly LogRow[];
};

let lastSorted: Sorted | undefined;

const sorted = (rows: readonly LogRow[], order: LogOrder): readonly LogRow[] => {
	if (lastSorted?.rows !== rows || lastSorted.order !== order) {
		lastSorted = {rows, order, result: sortLog(rows, order)};
	}

	return lastSorted.result;
};

/** How the listed rows are sorted; undefined in the order of completion. */
export const listedOrder = ({view}: Pick<ScreenState, 'view'>): LogOrder | undefined => view.kind === 'paused' ? view.order : undefined;

/** The listed rows. */
export const listedRows = (state: Requests): readonly LogRow[] => {
	const {rows} = listedLog(state);
	const wanted = state.query?.isFilter === true ? filtered(rows, state.query.filter, listedNow(state)) : rows;
	const order = listedOrder(state);
	return order ? sorted(wanted, order) : wanted;
};

/** Index of the listed row with this key or, in the order of completion, of the nearest before it; 0 without one. */
const indexOfKey = (state: Requests, key: number): number => {
	const rows = listedRows(state);
	return Math.max(0, listedOrder(state) ? rows.findIndex(row => row.key === key) : rows.findLastIndex(row => row.key <= key));
};

/** Index of the selected row; undefined while the list follows. */
export const selectedRowIndex = (state: Requests): number | undefined =>
	state.view.kind === 'paused' ? indexOfKey(state, state.view.selected) : undefined;

/** Pauses the log with its newest row selected. A log without rows keeps following. */
export const pausedView = (state: Requests): LogView => {
	const {log, view, now} = state;
	if (view.kind === 'paused') {
		return view;
	}

	const rows = listedRows(state);
	const last = rows.at(-1);
	return last ? {kind: 'paused', log, at: now, selected: last.key, top: rows.length} : following;
};

/** A paused list updated with what arrived since; its first visible row stays if it is still listed. */
export const caughtUpView = (state: Requests): LogView => {
	const {log, view, now} = state;
	if (view.kind === 'following') {
		return view;
	}

	const caughtUp = {...view, log, at: now};
	const first = listedRows(state)[view.top]?.key ?? 0;
	return {...caughtUp, top: indexOfKey({...state, view: caughtUp}, first)};
};

/** Changes the filter; the selected row stays in place if it is still listed. */
export const withQuery = (state: Requests, query: RequestQuery | undefined): Pick<ScreenState, 'query' | 'view'> => {
	const {view} = state;
	if (view.kind === 'following') {
		return {query, view};
	}

	const before = indexOfKey(state, view.selected);
	const after = indexOfKey({...state, query}, view.selected);
	return {query, view: {...view, top: view.top + after - before}};
};

/** Whether a row matches. */
export const isWanted = (row: LogRow, state: Requests): boolean =>
	state.query !== undefined && row.kind === 'record' && state.query.filter.matches(row.record, wallTime(listedNow(state)));

export type Waiting = {
	readonly count: number;
	/** Whether there may be more: rows were dropped or skipped. */
	readonly isLeast: boolean;
};

/** Number of requests, or matches, since the pause. */
export const waitingRequests = ({log, view, query, now}: Requests): Waiting => {
	if (view.kind === 'following') {
		return {count: 0, isLeast: false};
	}

	const count = log.last - view.log.last;
	if (count === 0 || query?.isFilter !== true) {
		return {count, isLeast: false};
	}

	const newer = log.rows.slice(log.rows.findLastIndex(({key}) => key <= view.log.last) + 1);
	return {
		count: newer.filter(row => row.kind === 'record' && query.filter.matches(row.record, wallTime(now))).length,
		isLeast: newer.filter(({kind}) => kind === 'record').length < count,
	};
};
