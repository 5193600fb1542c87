import type {LogRecord} from '../../model/access-log-entry.js';
import type {LogRow} from './request-log.js';
import {listedRows, selectedRowIndex} from './requests-list.js';
import type {ScreenState} from './screen-state.js';

/** The row for commands: the selected one or, while following, the newest listed one of these kinds. */
const selectedOf = <Kind extends LogRow['kind']>(state: ScreenState, kinds: readonly Kind[]): Extract<LogRow, {kind: Kind}> | undefined => {
	const rows = listedRows(state);
	const index = selectedRowIndex(state);
	const isMeant = (row: LogRow): row is Extract<LogRow, {kind: Kind}> => (kinds as ReadonlyArray<LogRow['kind']>).includes(row.kind);
	return (index === undefined ? rows : rows.slice(index, index + 1)).findLast(row => isMeant(row));
};

/** A request that has ended, or is in flight. */
export const selectedRow = (state: ScreenState): Extract<LogRow, {kind: 'record' | 'open'}> | undefined => selectedOf(state, ['record', 'open']);

/** A request that has ended. */
export const selectedRecordRow = (state: ScreenState): Extract<LogRow, {kind: 'record'}> | undefined => selectedOf(state, ['record']);

export const selectedRecord = (state: ScreenState): LogRecord | undefined => selectedRecordRow(state)?.record;

export const hasRecord = (state: ScreenState): boolean => selectedRecord(state) !== undefined;
