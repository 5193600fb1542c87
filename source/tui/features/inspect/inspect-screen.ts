import {exportMode} from '../export/export-mode.js';
import {replayMode} from '../replay/replay-mode.js';
import {nothing, textPane} from '../../layout/text-pane.js';
import type {Mode} from '../../state/mode.js';
import type {ModeScreen} from '../../state/screen-state.js';
import {editRequestMode} from '../edit-request/edit-request-mode.js';
import {readerPlace} from '../../layout/reader-place.js';
import {inspectorLines} from './inspector-lines.js';
import {inspectMode, type Inspection} from './inspect-mode.js';

/** The inspection of a mode that has one. */
export const inspectionOf = (mode: Mode): Inspection | undefined => {
	if (inspectMode.is(mode) || replayMode.is(mode)) {
		return mode.inspection;
	}

	return (exportMode.is(mode) || editRequestMode.is(mode)) && inspectMode.is(mode.back) ? mode.back.inspection : undefined;
};

/** A request with its headers, times and bodies, or the comparison of two responses. */
export const inspectScreen: ModeScreen = {
	isBeside: true,
	applies: ({mode}) => inspectionOf(mode) !== undefined,
	draw(state, look, layout) {
		const {mode} = state;
		const inspection = inspectionOf(mode);
		if (!inspection) {
			return nothing;
		}

		const place = readerPlace(state, layout);
		const title = inspection.again ? 'Compare responses' : `Request ${inspection.record.number}`;
		return textPane({title, lines: inspectorLines(inspection, place.columns, look), top: inspection.top}, place, look);
	},
};
