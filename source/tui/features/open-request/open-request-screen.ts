import type {Line} from '../../layout/line.js';
import type {Look} from '../../look/look.js';
import {attemptLines, bodiesLine, idLines, requestSummary} from '../../components/side-panel/request-summary.js';
import {paragraph} from '../../layout/prose.js';
import {textScreen} from '../../modes/text-screen.js';
import type {ReaderPlace} from '../../layout/reader-place.js';
import type {LogRow} from '../../state/request-log.js';
import {listedRows} from '../../state/requests-list.js';
import type {ScreenState} from '../../state/screen-state.js';
import {shownRequest} from '../../state/shown-request.js';
import {openRequestMode, type OpenRequestMode} from './open-request-mode.js';

/** What has become of it. */
export const rowOf = (state: ScreenState, {key}: OpenRequestMode): LogRow | undefined => listedRows(state).find(row => row.key === key);

const openRequestText = (mode: OpenRequestMode, state: ScreenState, look: Look, {columns}: ReaderPlace): readonly Line[] => {
	const row = rowOf(state, mode);
	if (!row || row.kind === 'gap') {
		return paragraph('It has ended, but requests came too fast to fetch what became of it', columns, look, 'warn');
	}

	const request = shownRequest(row, state);
	return [
		...requestSummary(request, columns, look),
		...attemptLines(request, columns, look),
		...bodiesLine(request, columns, look),
		...idLines(request, columns, look),
		[],
		...paragraph('Its headers, times and bodies are shown once it has ended', columns, look, 'muted'),
	];
};

export const openRequestScreen = textScreen({kind: openRequestMode, title: () => 'Request in flight', placement: 'beside', lines: openRequestText});
