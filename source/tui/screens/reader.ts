import type {Layout} from '../layout/layout.js';
import type {Line} from '../layout/line.js';
import type {Look} from '../look.js';
import {bottomLines} from '../panels/bottom.js';
import {headerLines} from '../panels/header.js';
import {textPane, type TextPane} from '../panels/text-pane.js';
import type {ScreenState, Size} from '../state/screen-state.js';
import {besideLists} from './main-screen.js';

/** Rows of the header that stay visible, to show how many backends are up. */
export const headRows = ({tier}: Layout): number => tier === 'minimal' ? 0 : 1;

/** Those rows. */
export const headLines = (state: ScreenState, look: Look, layout: Layout): Line[] => headerLines(state, look, layout).slice(0, headRows(layout));

/** Placement of a text: beside the lists if there is room, else instead of them. */
export type ReaderPlace = {
	readonly isBeside: boolean;
	readonly columns: number;
	readonly visible: number;
};

export const readerPlace = ({columns, rows}: Size, layout: Layout): ReaderPlace => layout.tier === 'wide'
	? {isBeside: true, columns: Math.max(58, Math.floor(columns * 0.45)), visible: Math.max(0, rows - layout.header - layout.bottom - 1)}
	: {isBeside: false, columns, visible: Math.max(0, rows - headRows(layout) - layout.bottom - 1)};

/** A text in its place. */
export const readerScreen = (text: TextPane, state: ScreenState, look: Look, layout: Layout): Line[] => {
	const place = readerPlace(state.size, layout);
	const panel = textPane(text, place, look);
	const bottom = bottomLines(state, look, layout, text.lines.length > place.visible);
	return place.isBeside
		? [...headerLines(state, look, layout), ...besideLists(state, panel, place.columns, look, layout), ...bottom]
		: [...headLines(state, look, layout), ...panel, ...bottom];
};
