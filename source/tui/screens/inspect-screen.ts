import type {Layout} from '../layout/layout.js';
import type {Line} from '../layout/line.js';
import type {Look} from '../look.js';
import {inspectorLines} from '../panels/inspector.js';
import {inspectMode, type Inspection} from '../features/inspect/inspect-mode.js';
import type {Mode} from '../state/mode.js';
import type {ScreenState} from '../state/screen-state.js';
import {replayMode} from '../features/replay/replay-mode.js';
import {exportMode} from '../features/export/export-mode.js';
import {readerPlace, readerScreen} from './reader.js';
import {mainScreen} from './main-screen.js';

/** The inspection of a mode that has one. */
export const inspectionOf = (mode: Mode): Inspection | undefined => {
	if (inspectMode.is(mode) || replayMode.is(mode)) {
		return mode.inspection;
	}

	return exportMode.is(mode) && inspectMode.is(mode.back) ? mode.back.inspection : undefined;
};

export const inspectScreen = (state: ScreenState, look: Look, layout: Layout): Line[] => {
	const inspection = inspectionOf(state.mode);
	if (!inspection) {
		return mainScreen(state, look, layout);
	}

	const lines = inspectorLines(inspection, readerPlace(state.size, layout).columns, look);
	const title = inspection.again ? 'Compare responses' : `Request ${inspection.record.number}`;
	return readerScreen({title, lines, top: inspection.top}, state, look, layout);
};
