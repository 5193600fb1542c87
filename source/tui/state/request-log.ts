import type {LogPage, LogRecord} from '../../model/access-log-entry.js';
import type {OpenRequest} from '../../model/open-request.js';
import type {FilteredRequest} from '../../model/request-filter/condition.js';

/** `key` increases from row to row and never changes: a request in flight becomes the record of it in its place. */
export type LogRow = {readonly key: number} & (
	| {readonly kind: 'record'; readonly record: LogRecord}
	| {
		readonly kind: 'open';
		/** As of the last reading that has it. */
		readonly request: OpenRequest;
		/** How many readings since do not have it: it has ended, and its record is on the way or was skipped. */
		readonly absences: number;
	}
	/** Requests that came faster than they could be fetched. */
	| {readonly kind: 'gap'; readonly count: number}
);

/** The newest requests, in the order in which they came into sight. */
export type RequestLog = {
	readonly rows: readonly LogRow[];
	/** Number of the newest known record, shown or not. */
	readonly last: number;
	/** Key of the next row. Grows by one with each request, shown or not. */
	readonly next: number;
	/** When the requests in flight were last read, in milliseconds since the epoch. */
	readonly openReadAt: number;
	/** How many more there are in flight than are read. */
	readonly moreOpen: number;
};

/** Requests in flight have their place beyond that. */
export const maxLogRows = 2000;

export const emptyLog: RequestLog = {rows: [], last: 0, next: 1, openReadAt: 0, moreOpen: 0};

/** The request of a row, if it was fetched. */
export const requestOf = (row: LogRow): FilteredRequest | undefined => {
	switch (row.kind) {
		case 'record': {
			return row.record;
		}

		case 'open': {
			return row.request;
		}

		case 'gap': {
			return undefined;
		}
	}
};

/** The same for a request in flight and its record; the id alone may be that of a client behind a trusted proxy. */
export const identityOf = ({requestId = '', startedAt}: Pick<FilteredRequest, 'requestId' | 'startedAt'>): string => `${startedAt} ${requestId}`;

/** Drops the oldest rows, but none in flight. */
const newest = (rows: readonly LogRow[]): readonly LogRow[] => {
	let surplus = rows.length - maxLogRows;
	return surplus > 0 ? rows.filter(({kind}) => kind === 'open' || surplus-- <= 0) : rows;
};

/** Adds a page: records of requests that were in flight in their place, others at the end. */
export const appendPage = (log: RequestLog, {records, skipped, last}: LogPage): RequestLog => {
	if (skipped === 0 && records.length === 0) {
		return log;
	}

	const open = new Map(log.rows.flatMap(row => row.kind === 'open' ? [[identityOf(row.request), row.key] as const] : []));
	const ended = new Map<number, LogRow>();
	const added: LogRow[] = [];
	let {next} = log;
	// Requests before the screen opened are no gap.
	if (log.rows.length > 0 && skipped > 0) {
		added.push({kind: 'gap', key: next, count: skipped});
		next += skipped;
	}

	for (const record of records) {
		const key = open.get(identityOf(record));
		if (key === undefined) {
			added.push({kind: 'record', key: next++, record});
		} else {
			ended.set(key, {kind: 'record', key, record});
		}
	}

	const before = ended.size === 0 ? log.rows : log.rows.map(row => ended.get(row.key) ?? row);
	return {...log, rows: newest([...before, ...added]), last: Math.max(log.last, last), next};
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
		/** What has become since of the requests that were in flight, by the keys of their rows. */
		readonly progress?: ReadonlyMap<number, LogRow>;
		/** When it was paused, in milliseconds since the epoch: the reference of ages. */
		readonly at: number;
		/** Absent in the order in which they came into sight. */
		readonly order?: LogOrder;
		/** Key of the selected row, or of the nearest older one that is listed. */
		readonly selected: number;
		/** Index of the first visible row. */
		readonly top: number;
	};

export const following: LogView = {kind: 'following'};
