import type {LogPage} from '../../model/access-log-entry.js';
import type {OpenRequest, OpenRequests} from '../../model/open-request.js';
import {
	appendPage,
	identityOf,
	type LogRow,
	type LogView,
	type RequestLog,
} from './request-log.js';

/** How many of the requests in flight are shown, the oldest: more than a screen has rows. */
export const maxOpenRows = 100;

/** Shorter requests are in the log once they have ended. In milliseconds. */
const leastRunning = 200;

/** A reading may be older than the newest records: so many of them are looked through for what it has. */
const maxRecent = 500;

/** After so many readings without it, the record of a request will not come. */
export const maxAbsences = 3;

const endedOf = (rows: readonly LogRow[]): ReadonlySet<string> => new Set(rows.slice(-maxRecent).flatMap(row => row.kind === 'record' ? [identityOf(row.record)] : []));

/** Takes over a reading of the requests in flight: new ones at the end, those that it lacks stay until their record comes. */
const withOpen = (log: RequestLog, {requests, inFlight}: OpenRequests, at: number, isSkipping: boolean): RequestLog => {
	const read = new Map<string, OpenRequest>(requests.map(request => [identityOf(request), request]));
	const most = isSkipping ? 1 : maxAbsences;
	const rows = log.rows.flatMap((row): readonly LogRow[] => {
		if (row.kind !== 'open') {
			return [row];
		}

		const identity = identityOf(row.request);
		const request = read.get(identity);
		read.delete(identity);
		if (request) {
			return [{...row, request, absences: 0}];
		}

		return row.absences < most ? [{...row, absences: row.absences + 1}] : [];
	});
	const longer = [...read].filter(([, {durationMs}]) => durationMs >= leastRunning);
	const ended = longer.length === 0 ? undefined : endedOf(rows);
	const added = longer
		.filter(([identity]) => ended?.has(identity) === false)
		.map(([, request], index): LogRow => ({kind: 'open', key: log.next + index, request, absences: 0}));
	const hasChanged = added.length > 0 || log.rows.some(({kind}) => kind === 'open');
	return {
		...log,
		// The same rows need not be filtered and sorted again.
		rows: hasChanged ? [...rows, ...added] : log.rows,
		next: log.next + added.length,
		openReadAt: at,
		moreOpen: inFlight - requests.length,
	};
};

/** A paused view with what has become of the requests that were in flight. */
const withProgress = (view: LogView, log: RequestLog): LogView => {
	if (view.kind === 'following') {
		return view;
	}

	const {progress = new Map<number, LogRow>(view.log.rows.flatMap(row => row.kind === 'open' ? [[row.key, row]] : []))} = view;
	const rows = Array.from(progress, ([, row]) => row);
	if (rows.every(({kind}) => kind !== 'open')) {
		return view;
	}

	const current = new Map(log.rows.map(row => [row.key, row]));
	// One that has ended may leave the log.
	const now = (row: LogRow): LogRow => row.kind === 'open' ? current.get(row.key) ?? {kind: 'gap', key: row.key, count: 1} : row;
	return {...view, progress: new Map(rows.map(row => [row.key, now(row)]))};
};

/** What a round of the feed has read of the log. */
export type LogReading = {
	readonly page?: LogPage | undefined;
	readonly open?: OpenRequests | undefined;
};

/** The log and its view with a reading. */
export const withReading = <State extends {readonly log: RequestLog; readonly view: LogView}>({log, view}: State, {page, open}: LogReading, now: number): Pick<State, 'log' | 'view'> => {
	const longer = page ? appendPage(log, page) : log;
	const next = open ? withOpen(longer, open, now, (page?.skipped ?? 0) > 0) : longer;
	return {log: next, view: next === log ? view : withProgress(view, next)};
};
