import {segment, type Line} from '../../layout/line.js';
import type {Look} from '../../look/look.js';
import {selectedBackend} from '../../state/backends-list.js';
import type {ScreenState} from '../../state/screen-state.js';
import {selectedRecord} from '../../state/selected-record.js';
import type {View} from '../../store/view.js';
import {paneRule} from '../../layout/pane.js';
import {backendLines} from './backend-lines.js';
import {requestSummary, attemptLines} from './request-summary.js';

type Told = {readonly title: string; readonly lines: readonly Line[]};

const toldOfRequest = (state: ScreenState, columns: number, look: Look): Told | undefined => {
	const record = selectedRecord(state);
	return record && {
		title: `Request ${record.number}`,
		lines: [
			...requestSummary(record, columns, look),
			...attemptLines(record, columns, look),
			[],
			[segment(' '), segment('enter', 'key'), segment(' opens its headers, times and bodies', 'muted')],
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
