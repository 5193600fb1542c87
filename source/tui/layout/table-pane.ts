import type {ScreenLines} from '../feature.js';
import type {Look} from '../look/look.js';
import type {Size} from '../state/screen-state.js';
import {scrollTop} from '../state/scroll.js';
import {placeColumns, tableRow, titleRow, type Column} from './columns.js';
import type {Layout} from './layout.js';
import {fitLine, space, type Line} from './line.js';
import {markRow, paneRule, positionOf, rowMargin} from './pane.js';

/** Rows for the table. */
export const tableRows = ({rows}: Size, {header, paneTop, bottom}: Layout): number => Math.max(1, rows - header - paneTop - bottom);

type TablePane<Row> = {
	readonly title: string;
	readonly remark?: Line;
	readonly columns: ReadonlyArray<Column<Row>>;
	readonly rows: readonly Row[];
	/** Index of the selected row. */
	readonly selected: number;
	/**
	What stands in place of the rows when there are none.

	@default nothing
	*/
	readonly empty?: Line;
	/**
	Whether keys act on the selected row.

	@default true
	*/
	readonly isFocused?: boolean;
};

/** First visible row: the selected one in the middle. */
const topOf = (selected: number, visible: number, total: number): number => scrollTop(selected - Math.floor(visible / 2), selected, visible, total);

/** Index of the row at a row of the screen. */
export const tableRowAt = (row: number, {selected, total}: {readonly selected: number; readonly total: number}, size: Size, layout: Layout): number | undefined => {
	const visible = tableRows(size, layout);
	const offset = row - layout.header - layout.paneTop;
	const index = topOf(selected, visible, total) + offset;
	return offset >= 0 && offset < visible && index < total ? index : undefined;
};

/** A table of one selected row, in place of the lists. */
export const tablePane = <Row>({title, remark, columns, rows, selected, empty = [], isFocused = true}: TablePane<Row>, size: Size, layout: Layout, look: Look): ScreenLines => {
	const visible = tableRows(size, layout);
	const top = topOf(selected, visible, rows.length);
	const {ellipsis} = look.glyphs;
	const room = Math.max(0, size.columns - rowMargin);
	const placed = placeColumns(columns, room, 2);
	const lines = rows.slice(top, top + visible).map((row, offset) =>
		markRow(fitLine(tableRow(row, placed, 2, ellipsis), room, ellipsis), {isSelected: top + offset === selected, isFocused}, look));
	const rule = paneRule({title, isFocused: true, position: positionOf(top, visible, rows.length, look), ...(remark && {remark})}, size.columns, look);
	const titles: Line = [space(rowMargin), ...titleRow(placed, 2, ellipsis)];
	return {lines: [...[rule, titles].slice(0, layout.paneTop), ...(rows.length === 0 ? [empty] : lines)], isLong: rows.length > visible};
};
