import {layOut} from '../layout/layout.js';
import {fitLine, type Line} from '../layout/line.js';
import type {Look} from '../look.js';
import type {ScreenState} from '../state/screen-state.js';
import {helpScreen} from './help-screen.js';
import {mainScreen} from './main-screen.js';

/**
The whole screen as it should stand: exactly as many lines as the terminal has rows, each exactly as wide as it has columns.
*/
export const compose = (state: ScreenState, look: Look): readonly Line[] => {
	const {columns, rows} = state.size;
	const layout = layOut(state);
	const lines = state.mode.kind === 'help' ? helpScreen(state, look, layout) : mainScreen(state, look, layout);
	return Array.from({length: rows}, (_, index) => fitLine(lines[index] ?? [], columns, look.glyphs.ellipsis));
};
