import type {LogRecord} from '../../model/control.js';
import type {ScreenState} from './screen-state.js';

/** The request that keys act on: the selected one or, while the log is followed, the newest. */
export const selectedRecord = ({log, view}: ScreenState): LogRecord | undefined => {
	const row = view.kind === 'paused' ? view.log.rows[view.selected] : log.rows.findLast(({kind}) => kind === 'record');
	return row?.kind === 'record' ? row.record : undefined;
};
