import type {LogPage, LogRecord} from '../../model/access-log-entry.js';

/** `key` increases from row to row and never changes. */
export type LogRow = {readonly key: number} & (
	| {readonly kind: 'record'; readonly record: LogRecord}
	/** Requests that came faster than they could be fetched. */
	| {readonly kind: 'gap'; readonly count: number}
);

/** The newest requests, oldest first. */
export type RequestLog = {
	readonly rows: readonly LogRow[];
	/** Number of the newest known request, shown or not. */
	readonly last: number;
};

export const maxLogRows = 2000;

export const emptyLog: RequestLog = {rows: [], last: 0};

/** Adds a page and drops the oldest rows. */
export const appendPage = (log: RequestLog, {records, skipped, last}: LogPage): RequestLog => {
	if (skipped === 0 && records.length === 0) {
		return log;
	}

	// Requests before the screen opened are no gap.
	const isGap = log.rows.length > 0 && skipped > 0;
	const rows: LogRow[] = [
		...log.rows,
		...(isGap ? [{kind: 'gap', key: (records[0]?.number ?? (last + 1)) - 0.5, count: skipped} as const] : []),
		...records.map(record => ({kind: 'record', key: record.number, record}) as const),
	];
	return {rows: rows.slice(-maxLogRows), last: Math.max(log.last, last)};
};

/** Columns that the log can be sorted by; `time` is that of arrival. */
export type LogColumn = 'time' | 'method' | 'path' | 'status' | 'duration' | 'size' | 'backend' | 'client' | 'error';

export type LogOrder = {
	readonly column: LogColumn;
	readonly isDescending: boolean;
};

/** The view of the log. */
export type LogView =
	| {readonly kind: 'following'}
	/** Shows the log as it was when it was paused, so that nothing moves under the reader's eyes. */
	| {
		readonly kind: 'paused';
		readonly log: RequestLog;
		/** When it was paused, in milliseconds since the epoch: the reference of ages. */
		readonly at: number;
		/** Absent in the order of completion. */
		readonly order?: LogOrder;
		/** Key of the selected row, or of the nearest older one that is listed. */
		readonly selected: number;
		/** Index of the first visible row. */
		readonly top: number;
	};

export const following: LogView = {kind: 'following'};
