import {layOut} from '../layout/lay-out.js';
import type {Layout} from '../layout/layout.js';
import {fitLine, type Line} from '../layout/line.js';
import type {Look} from '../look.js';
import {bottomLines} from '../panels/bottom.js';
import {traitsOf, type ScreenState} from '../state/screen-state.js';
import type {Mode} from '../state/mode.js';
import {mainScreen} from './main-screen.js';

const drawScreen = (state: ScreenState, look: Look, layout: Layout): readonly Line[] => (traitsOf(state)?.screen ?? mainScreen)(state, look, layout);

/** An overlay covers the foot of the screen below it. */
const drawOverlay = (back: Mode, state: ScreenState, look: Look, layout: Layout): readonly Line[] => [
	...drawScreen({...state, mode: back}, {...look, isBehind: true}, layout).slice(0, state.size.rows - layout.bottom),
	...bottomLines(state, look, layout),
];

/** The whole screen: one line per row, each exactly as wide as the terminal. */
export const compose = (state: ScreenState, look: Look): readonly Line[] => {
	const {columns, rows} = state.size;
	const layout = layOut(state);
	const {back} = state.mode;
	const lines = back && traitsOf(state)?.isOverlay === true ? drawOverlay(back, state, look, layout) : drawScreen(state, look, layout);
	return Array.from({length: rows}, (_, index) => fitLine(lines[index] ?? [], columns, look.glyphs.ellipsis));
};
