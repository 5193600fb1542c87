import type {LogRecord} from '../../model/access-log-entry.js';
import type {LogColumn, LogOrder, LogRow} from './request-log.js';

type Key = number | string | undefined;

const keys: Readonly<Record<LogColumn, (record: LogRecord) => Key>> = {
	time: ({startedAt}) => startedAt,
	method: ({method}) => method,
	path: ({target}) => target,
	status: ({status}) => status,
	duration: ({durationMs}) => durationMs,
	size: ({responseBytes}) => responseBytes,
	backend: ({backend}) => backend?.url,
	client: ({client}) => client,
	error: ({error}) => error,
};

/** Absent values last in either direction. */
const compareKeys = (first: Key, second: Key, direction: 1 | -1): number => {
	if (first === undefined || second === undefined) {
		return Number(first === undefined) - Number(second === undefined);
	}

	return first === second ? 0 : (first < second ? -1 : 1) * direction;
};

/** Requests by a column, equal ones in the order of completion. Requests that were not fetched have no place in it. */
export const sortLog = (rows: readonly LogRow[], {column, isDescending}: LogOrder): readonly LogRow[] => {
	const keyOf = keys[column];
	const direction = isDescending ? -1 : 1;
	return rows
		.flatMap(row => row.kind === 'record' ? [{row, key: keyOf(row.record)}] : [])
		.toSorted((first, second) => compareKeys(first.key, second.key, direction))
		.map(({row}) => row);
};

/** Figures are sorted descending first, times and names ascending; the same column again reverses the order. */
export const logSortedBy = (before: LogOrder | undefined, column: LogColumn): LogOrder =>
	({column, isDescending: before?.column === column ? !before.isDescending : ['status', 'duration', 'size'].includes(column)});
