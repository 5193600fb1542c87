import type {ScreenState} from '../state/screen-state.js';
import type {Layout} from './layout.js';

/** Rows of the header that stay visible above a text, to show how many backends are up. */
export const headRows = ({tier}: Layout): number => tier === 'minimal' ? 0 : 1;

/** Placement of a text: beside the lists if there is room and nothing is maximized, else instead of them. */
export type ReaderPlace = {
	readonly isBeside: boolean;
	readonly columns: number;
	readonly visible: number;
};

export const readerPlace = ({size: {columns, rows}, isZoomed}: Pick<ScreenState, 'size' | 'isZoomed'>, layout: Layout): ReaderPlace => layout.tier === 'wide' && !isZoomed
	? {isBeside: true, columns: Math.max(58, Math.floor(columns * 0.45)), visible: Math.max(0, rows - layout.header - layout.bottom - 1)}
	: {isBeside: false, columns, visible: Math.max(0, rows - headRows(layout) - layout.bottom - 1)};
