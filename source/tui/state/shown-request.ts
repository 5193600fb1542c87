import type {FilteredRequest} from '../../model/request-filter/condition.js';
import type {LogRow} from './request-log.js';
import type {ScreenState} from './screen-state.js';

/** The request of a row as of now: one in flight has been running on since it was read, as far as that is known. */
export const shownRequest = (row: Exclude<LogRow, {kind: 'gap'}>, {log, now, status}: Pick<ScreenState, 'log' | 'now' | 'status'>): FilteredRequest => {
	if (row.kind === 'record') {
		return row.record;
	}

	const isRunning = row.absences === 0 && status.staleSince === undefined;
	return isRunning ? {...row.request, durationMs: row.request.durationMs + Math.max(0, now - log.openReadAt)} : row.request;
};
