import type {Layout} from '../layout/layout.js';
import type {Line} from '../layout/line.js';
import type {Look} from '../look.js';
import {bottomLines} from '../panels/bottom.js';
import {headerLines} from '../panels/header.js';
import {inspectorLines} from '../panels/inspector.js';
import {paneRule, positionOf} from '../panels/pane.js';
import type {Inspection} from '../state/inspect-mode.js';
import type {Mode} from '../state/mode.js';
import type {ScreenState, Size} from '../state/screen-state.js';
import {besideLists} from './main-screen.js';

/** Where the inspector stands: beside the lists where there is room, instead of them elsewhere. */
export type InspectorPlace = {
	readonly isBeside: boolean;
	readonly columns: number;
	/** Rows for its text, its title left out. */
	readonly visible: number;
};

export const inspectorPlace = ({columns, rows}: Size, {tier, header, bottom}: Layout): InspectorPlace => tier === 'wide'
	? {isBeside: true, columns: Math.max(58, Math.floor(columns * 0.45)), visible: Math.max(0, rows - header - bottom - 1)}
	: {isBeside: false, columns, visible: Math.max(0, rows - bottom - 1)};

/** What is inspected in a mode that has to do with it. */
export const inspectionOf = (mode: Mode): Inspection | undefined => {
	if (mode.kind === 'inspect' || mode.kind === 'replay') {
		return mode.inspection;
	}

	return mode.kind === 'export' && mode.back.kind === 'inspect' ? mode.back.inspection : undefined;
};

const panelLines = (inspection: Inspection, {columns, visible}: InspectorPlace, look: Look): Line[] => {
	const lines = inspectorLines(inspection, columns, look);
	const top = Math.max(0, Math.min(inspection.top, lines.length - visible));
	const title = inspection.again ? 'Both answers' : `Request ${inspection.record.number}`;
	const rule = paneRule({title, isFocused: true, position: positionOf(top, visible, lines.length, look)}, columns, look);
	return [rule, ...Array.from({length: visible}, (_, index) => lines[top + index] ?? [])];
};

/** The request that is looked at, beside the lists where there is room for both. */
export const inspectScreen = (state: ScreenState, look: Look, layout: Layout): Line[] => {
	const {size, mode} = state;
	const inspection = inspectionOf(mode);
	if (!inspection) {
		return [];
	}

	const place = inspectorPlace(size, layout);
	const panel = panelLines(inspection, place, look);
	return place.isBeside ? [...headerLines(state, look, layout), ...besideLists(state, panel, place.columns, look, layout), ...bottomLines(state, look, layout)] : [...panel, ...bottomLines(state, look, layout)];
};
