import type {LogRecord} from '../../model/control.js';
import type {ScreenState} from './screen-state.js';

export type ExportRecords = {
	readonly records: readonly LogRecord[];
	readonly choice: 'marked' | 'listed';
};

/** What an export takes: the marked requests or, without marks, all that are listed. */
export const exportRecords = ({log, view, marks}: ScreenState): ExportRecords => {
	const {rows} = view.kind === 'paused' ? view.log : log;
	const listed = rows.flatMap(row => row.kind === 'record' ? [row.record] : []);
	const marked = listed.filter(({number}) => marks.has(number));
	return marked.length > 0 ? {records: marked, choice: 'marked'} : {records: listed, choice: 'listed'};
};
