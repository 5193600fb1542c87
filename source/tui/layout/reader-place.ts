import type {ScreenState} from '../state/screen-state.js';
import type {Layout} from './layout.js';

/** Rows of the header that stay visible above a text, to show how many backends are up. */
export const headRows = ({tier}: Layout): number => tier === 'minimal' ? 0 : 1;

/** Room for a text below its rule. */
export type ReaderPlace = {
	readonly isBeside: boolean;
	readonly columns: number;
	readonly visible: number;
};

type Room = Pick<ScreenState, 'size' | 'isZoomed'>;

const below = ({size: {columns, rows}}: Room, header: number, {bottom}: Layout): ReaderPlace => ({isBeside: false, columns, visible: Math.max(0, rows - header - bottom - 1)});

/** In place of the lists. */
const fullPlace = (room: Room, layout: Layout): ReaderPlace => below(room, layout.header, layout);

/** The same with only as much of the header as has to stay. */
const briefPlace = (room: Room, layout: Layout): ReaderPlace => below(room, headRows(layout), layout);

/** Beside the lists if there is room and nothing is maximized. */
export const readerPlace = (room: Room, layout: Layout): ReaderPlace => layout.tier === 'wide' && !room.isZoomed
	? {...fullPlace(room, layout), isBeside: true, columns: Math.max(58, Math.floor(room.size.columns * 0.45))}
	: briefPlace(room, layout);

/** Where a text may stand. */
export const textPlaces = {full: fullPlace, brief: briefPlace, beside: readerPlace} as const;
