import type {Layout} from '../layout/layout.js';
import type {Line} from '../layout/line.js';
import type {Look} from '../look.js';
import {inspectorLines} from '../panels/inspector.js';
import type {Inspection} from '../features/inspect/inspect-mode.js';
import type {Mode} from '../state/mode.js';
import type {ScreenState} from '../state/screen-state.js';
import {readerPlace, readerScreen} from './reader.js';

/** The inspection of a mode that has one. */
export const inspectionOf = (mode: Mode): Inspection | undefined => {
	if (mode.kind === 'inspect' || mode.kind === 'replay') {
		return mode.inspection;
	}

	return mode.kind === 'export' && mode.back.kind === 'inspect' ? mode.back.inspection : undefined;
};

export const inspectScreen = (state: ScreenState, look: Look, layout: Layout): Line[] => {
	const inspection = inspectionOf(state.mode);
	if (!inspection) {
		return [];
	}

	const lines = inspectorLines(inspection, readerPlace(state.size, layout).columns, look);
	const title = inspection.again ? 'Compare responses' : `Request ${inspection.record.number}`;
	return readerScreen({title, lines, top: inspection.top}, state, look, layout);
};
