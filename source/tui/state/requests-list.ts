import type {RequestFilter} from '../../model/request-filter/parse-request-filter.js';
import {wallTime} from '../../model/steady-clock.js';
import {
	following,
	requestOf,
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

const doesMatch = (row: LogRow, filter: RequestFilter, now: number): boolean => {
	const request = requestOf(row);
	return request !== undefined && filter.matches(request, wallTime(now));
};

const filtered = (rows: readonly LogRow[], filter: RequestFilter, now: number): readonly LogRow[] => {
	if (lastShown?.rows === rows && lastShown.filter === filter && (!filter.isTimed || lastShown.now === now)) {
		return lastShown.result;
	}

	const result = rows.filter(row => doesMatch(row, filter, now));
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

/** How the listed rows are sorted; undefined in the order in which they came into sight. */
export const listedOrder = ({view}: Pick<ScreenState, 'view'>): LogOrder | undefined => view.kind === 'paused' ? view.order : undefined;

type Progressed = {
	readonly rows: readonly LogRow[];
	readonly progress: ReadonlyMap<number, LogRow>;
	readonly result: readonly LogRow[];
};

let lastProgressed: Progressed | undefined;

/** Requests that were in flight at the pause as they are now, where they were. */
const progressed = (rows: readonly LogRow[], progress: ReadonlyMap<number, LogRow>): readonly LogRow[] => {
	if (lastProgressed?.rows !== rows || lastProgressed.progress !== progress) {
		lastProgressed = {rows, progress, result: rows.map(row => progress.get(row.key) ?? row)};
	}

	return lastProgressed.result;
};

/** The listed rows. */
export const listedRows = (state: Requests): readonly LogRow[] => {
	const {query, view} = state;
	const {rows} = listedLog(state);
	const wanted = query?.isFilter === true ? filtered(rows, query.filter, listedNow(state)) : rows;
	const order = listedOrder(state);
	const ordered = order ? sorted(wanted, order) : wanted;
	return view.kind === 'paused' && view.progress ? progressed(ordered, view.progress) : ordered;
};

/** Index of the listed row with this key or, unless the list is sorted, of the nearest before it; 0 without one. */
const indexOfKey = (state: Requests, key: number): number => {
	const rows = listedRows(state);
	return Math.max(0, listedOrder(state) ? rows.findIndex(row => row.key === key) : rows.findLastIndex(row => row.key <= key));
};

/** Index of the selected row; undefined while the list follows. */
export const selectedRowIndex = (state: Requests): number | undefined =>
	state.view.kind === 'paused' ? indexOfKey(state, state.view.selected) : undefined;

/** Pauses the log with a row selected, by default the newest. A log without rows keeps following. */
export const pausedView = (state: Requests, key?: number): LogView => {
	const {log, view, now} = state;
	if (view.kind === 'paused') {
		return view;
	}

	const rows = listedRows(state);
	const selected = key ?? rows.at(-1)?.key;
	return selected === undefined ? following : {kind: 'paused', log, at: now, selected, top: rows.length};
};

/** A paused list updated with what arrived since; its first visible row stays if it is still listed. */
export const caughtUpView = (state: Requests): LogView => {
	const {log, view, now} = state;
	if (view.kind === 'following') {
		return view;
	}

	const {progress: _known, ...paused} = view;
	const caughtUp = {...paused, log, at: now};
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
	state.query !== undefined && doesMatch(row, state.query.filter, listedNow(state));

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

	const count = log.next - view.log.next;
	if (count === 0 || query?.isFilter !== true) {
		return {count, isLeast: false};
	}

	const newer = log.rows.slice(log.rows.findLastIndex(({key}) => key < view.log.next) + 1);
	return {
		count: newer.filter(row => doesMatch(row, query.filter, now)).length,
		isLeast: newer.filter(({kind}) => kind !== 'gap').length < count,
	};
};
