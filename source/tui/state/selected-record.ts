import type {LogRecord} from '../../model/access-log-entry.js';
import {listedRows, selectedRowIndex} from './requests-list.js';
import type {ScreenState} from './screen-state.js';

/** The request for commands: the selected one or, while following, the newest listed one. */
export const selectedRecord = (state: ScreenState): LogRecord | undefined => {
	const rows = listedRows(state);
	const index = selectedRowIndex(state);
	const row = index === undefined ? rows.findLast(({kind}) => kind === 'record') : rows[index];
	return row?.kind === 'record' ? row.record : undefined;
};

export const hasRecord = (state: ScreenState): boolean => selectedRecord(state) !== undefined;
