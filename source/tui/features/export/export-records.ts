import type {LogRecord} from '../../../model/access-log-entry.js';
import type {LogRow} from '../../state/request-log.js';
import {listedRows} from '../../state/requests-list.js';
import type {ScreenState} from '../../state/screen-state.js';

export type ExportRecords = {
	readonly records: readonly LogRecord[];
	readonly choice: 'marked' | 'listed';
};

const recordsOf = (rows: readonly LogRow[]): LogRecord[] => rows.flatMap(row => row.kind === 'record' ? [row.record] : []);

/** The requests to export: the marked ones or, without marks, all listed ones. */
export const exportRecords = (state: ScreenState): ExportRecords => {
	const marked = Array.from(state.marks, ([, record]) => record).toSorted((first, second) => first.number - second.number);
	return marked.length > 0 ? {records: marked, choice: 'marked'} : {records: recordsOf(listedRows(state)), choice: 'listed'};
};
