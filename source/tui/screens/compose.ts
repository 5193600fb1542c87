import {layOut, type Layout} from '../layout/layout.js';
import {fitLine, type Line} from '../layout/line.js';
import type {Look} from '../look.js';
import {bottomLines} from '../panels/bottom.js';
import type {ModeKind} from '../state/mode.js';
import type {PaletteMode} from '../features/palette/palette-mode.js';
import type {ScreenState} from '../state/screen-state.js';
import {detailsScreen} from './details-screen.js';
import {eventsScreen} from './events-screen.js';
import {helpScreen} from './help-screen.js';
import {inspectionOf, inspectScreen} from './inspect-screen.js';
import {metricsScreen} from './metrics-screen.js';
import {settingsScreen} from './settings-screen.js';
import {mainScreen} from './main-screen.js';

type DrawScreen = (state: ScreenState, look: Look, layout: Layout) => readonly Line[];

/** Modes that cover the whole screen. */
const screens: Readonly<Partial<Record<ModeKind, DrawScreen>>> = {
	help: helpScreen,
	details: detailsScreen,
	metrics: metricsScreen,
	events: eventsScreen,
	settings: settingsScreen,
	setting: settingsScreen,
};

const drawScreen: DrawScreen = (state, look, layout) => {
	const {mode} = state;
	const draw = inspectionOf(mode) ? inspectScreen : (screens[mode.kind] ?? mainScreen);
	return draw(state, look, layout);
};

/** The palette covers the foot of the screen below it. */
const drawUnderPalette = (mode: PaletteMode, state: ScreenState, look: Look, layout: Layout): readonly Line[] => [
	...drawScreen({...state, mode: mode.back}, {...look, isBehind: true}, layout).slice(0, state.size.rows - layout.bottom),
	...bottomLines(state, look, layout),
];

/** The whole screen: one line per row, each exactly as wide as the terminal. */
export const compose = (state: ScreenState, look: Look): readonly Line[] => {
	const {columns, rows} = state.size;
	const layout = layOut(state);
	const lines = state.mode.kind === 'palette' ? drawUnderPalette(state.mode, state, look, layout) : drawScreen(state, look, layout);
	return Array.from({length: rows}, (_, index) => fitLine(lines[index] ?? [], columns, look.glyphs.ellipsis));
};
