import {segment, type Line} from '../../layout/line.js';
import type {Look} from '../../look/look.js';
import {selectedBackend} from '../../state/backends-list.js';
import type {ScreenState} from '../../state/screen-state.js';
import {selectedRow} from '../../state/selected-record.js';
import {shownRequest} from '../../state/shown-request.js';
import type {View} from '../../store/view.js';
import {paneRule} from '../../layout/pane.js';
import {backendLines} from './backend-lines.js';
import {requestSummary, attemptLines} from './request-summary.js';

type Told = {readonly title: string; readonly lines: readonly Line[]};

const toldOfRequest = (state: ScreenState, columns: number, look: Look): Told | undefined => {
	const row = selectedRow(state);
	const request = row && shownRequest(row, state);
	return request && {
		title: row.kind === 'record' ? `Request ${row.record.number}` : 'Request in flight',
		lines: [
			...requestSummary(request, columns, look),
			...attemptLines(request, columns, look),
			[],
			[segment(' '), segment('enter', 'key'), segment(row.kind === 'record' ? ' opens its headers, times and bodies' : ' opens what else is known of it', 'muted')],
		],
	};
};

const toldOfBackend = (state: ScreenState, columns: number, look: Look): Told | undefined => {
	const backend = selectedBackend(state);
	return backend && {title: 'Selected backend', lines: backendLines(backend, {state}, columns, look)};
};

/** Details of the selected request while the log is paused, else of the selected backend. */
export const sidePanel = ({state, layout: {side, header, bottom}}: View, look: Look): Line[] => {
	const {pane, view, size} = state;
	// The newest request changes too fast to be read.
	const isRequest = pane === 'requests' && view.kind === 'paused';
	const told = (isRequest ? toldOfRequest(state, side, look) : undefined) ?? toldOfBackend(state, side, look);
	return told ? [paneRule({title: told.title, isFocused: false}, side, look), ...told.lines].slice(0, Math.max(0, size.rows - header - bottom)) : [];
};
