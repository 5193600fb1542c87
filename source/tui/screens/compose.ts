import {layOut, type Layout} from '../layout/layout.js';
import {fitLine, type Line} from '../layout/line.js';
import type {Look} from '../look.js';
import type {ModeKind} from '../state/mode.js';
import type {ScreenState} from '../state/screen-state.js';
import {helpScreen} from './help-screen.js';
import {inspectionOf, inspectScreen} from './inspect-screen.js';
import {metricsScreen} from './metrics-screen.js';
import {settingsScreen} from './settings-screen.js';
import {mainScreen} from './main-screen.js';

type DrawScreen = (state: ScreenState, look: Look, layout: Layout) => readonly Line[];

/** The modes that take the whole screen. */
const screens: Readonly<Partial<Record<ModeKind, DrawScreen>>> = {
	help: helpScreen,
	metrics: metricsScreen,
	settings: settingsScreen,
	setting: settingsScreen,
};

/**
The whole screen as it should stand: exactly as many lines as the terminal has rows, each exactly as wide as it has columns.
*/
export const compose = (state: ScreenState, look: Look): readonly Line[] => {
	const {columns, rows} = state.size;
	const draw = inspectionOf(state.mode) ? inspectScreen : (screens[state.mode.kind] ?? mainScreen);
	const lines = draw(state, look, layOut(state));
	return Array.from({length: rows}, (_, index) => fitLine(lines[index] ?? [], columns, look.glyphs.ellipsis));
};
