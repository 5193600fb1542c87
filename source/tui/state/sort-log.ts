import type {FilteredRequest} from '../../model/request-filter/condition.js';
import {requestOf, type LogColumn, type LogOrder, type LogRow} from './request-log.js';

type Key = number | string | undefined;

const keys: Readonly<Record<LogColumn, (request: FilteredRequest) => Key>> = {
	time: ({startedAt}) => startedAt,
	method: ({method}) => method,
	path: ({target}) => target,
	// That of a request whose response has not begun is not known.
	status: ({status}) => status === 0 ? undefined : status,
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

/** Requests by a column, equal ones in the order in which they came into sight. Requests that were not fetched have no place in it. */
export const sortLog = (rows: readonly LogRow[], {column, isDescending}: LogOrder): readonly LogRow[] => {
	const keyOf = keys[column];
	const direction = isDescending ? -1 : 1;
	return rows
		.flatMap(row => {
			const request = requestOf(row);
			return request ? [{row, key: keyOf(request)}] : [];
		})
		.toSorted((first, second) => compareKeys(first.key, second.key, direction))
		.map(({row}) => row);
};

/** Figures are sorted descending first, times and names ascending; the same column again reverses the order. */
export const logSortedBy = (before: LogOrder | undefined, column: LogColumn): LogOrder =>
	({column, isDescending: before?.column === column ? !before.isDescending : ['status', 'duration', 'size'].includes(column)});
