import type {Layout} from '../../layout/layout.js';
import type {Line} from '../../layout/line.js';
import type {Look} from '../../look/look.js';
import {attemptLines, bodiesLine, idLines, requestSummary} from '../../components/side-panel/request-summary.js';
import {paragraph} from '../../layout/prose.js';
import {nothing, textPane} from '../../layout/text-pane.js';
import {readerPlace} from '../../layout/reader.js';
import type {LogRow} from '../../state/request-log.js';
import {listedRows} from '../../state/requests-list.js';
import type {ModeScreen, ScreenState} from '../../state/screen-state.js';
import {shownRequest} from '../../state/shown-request.js';
import {openRequestMode, type OpenRequestMode} from './open-request-mode.js';

/** What has become of it. */
export const rowOf = (state: ScreenState, {key}: OpenRequestMode): LogRow | undefined => listedRows(state).find(row => row.key === key);

/** The whole text, visible or not. */
export const openRequestText = (mode: OpenRequestMode, state: ScreenState, look: Look, layout: Layout): readonly Line[] => {
	const {columns} = readerPlace(state, layout);
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

export const openRequestScreen: ModeScreen = {
	isBeside: true,
	draw(state, look, layout) {
		const {mode} = state;
		return openRequestMode.is(mode)
			? textPane({title: 'Request in flight', lines: openRequestText(mode, state, look, layout), top: mode.top}, readerPlace(state, layout), look)
			: nothing;
	},
};
