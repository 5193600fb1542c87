import {
	pad,
	truncate,
	truncateMiddle,
	widthOf,
	type Align,
} from '../text/width.js';
import {
	segment,
	space,
	type Line,
	type Segment,
} from './line.js';

export type Column<Row> = {
	readonly id: string;
	readonly title: string;
	/** @default 'left' */
	readonly align?: Align;
	/** Columns that it needs at least. */
	readonly min: number;
	/**
	Up to where it may grow.

	@default min
	*/
	readonly max?: number;
	/** Who may grow first: 1 before 2. */
	readonly growth?: number;
	/** The lowest is left out first when space gets scarce. */
	readonly priority: number;
	/**
	What to cut when the text does not fit.

	@default 'end'
	*/
	readonly cut?: 'end' | 'middle';
	/** Gets the columns there are; what does not fit is cut. */
	readonly cell: (row: Row, width: number) => Segment;
};

export type PlacedColumn<Row> = Column<Row> & {readonly width: number};

const neededBy = <Row>(columns: ReadonlyArray<Column<Row>>, gap: number): number =>
	columns.reduce((sum, column) => sum + column.min + gap, -gap);

const selectFitting = <Row>(columns: ReadonlyArray<Column<Row>>, available: number, gap: number): ReadonlyArray<Column<Row>> => {
	let kept = columns;
	while (kept.length > 1 && neededBy(kept, gap) > available) {
		const lowest = Math.min(...kept.map(({priority}) => priority));
		const dropped = kept.findLast(({priority}) => priority === lowest);
		kept = kept.filter(column => column !== dropped);
	}

	return kept;
};

/** Chooses which columns to show in `available` and how wide each is. */
export const placeColumns = <Row>(columns: ReadonlyArray<Column<Row>>, available: number, gap: number): ReadonlyArray<PlacedColumn<Row>> => {
	const kept = selectFitting(columns, available, gap);
	const widths = new Map(kept.map(column => [column.id, Math.max(0, Math.min(column.min, available))]));
	let room = available - neededBy(kept, gap);
	for (const {id, min, max = min} of kept.toSorted((first, second) => (first.growth ?? 0) - (second.growth ?? 0))) {
		const growth = Math.max(0, Math.min(room, max - min));
		widths.set(id, widths.get(id)! + growth);
		room -= growth;
	}

	return kept.map(column => ({...column, width: widths.get(column.id)!}));
};

const fitCell = ({text, tone}: Segment, {width, align, cut}: PlacedColumn<never>, ellipsis: string): Segment => {
	const fitted = cut === 'middle' ? truncateMiddle(text, width, ellipsis) : truncate(text, width, ellipsis);
	return {text: pad(fitted, width, align), tone, width};
};

const joinCells = (cells: readonly Segment[], gap: number): Line => {
	const between = space(gap);
	return cells.flatMap((cell, index) => index === 0 ? [cell] : [between, cell]);
};

/** The titles above a table. */
export const titleRow = <Row>(columns: ReadonlyArray<PlacedColumn<Row>>, gap: number, ellipsis: string): Line =>
	joinCells(columns.map(column => fitCell(segment(column.title, 'muted'), column, ellipsis)), gap);

/** One row of a table. */
export const tableRow = <Row>(row: Row, columns: ReadonlyArray<PlacedColumn<Row>>, gap: number, ellipsis: string): Line =>
	joinCells(columns.map(column => fitCell(column.cell(row, column.width), column, ellipsis)), gap);

/** The longest of some texts, within bounds: how wide a column should be. */
export const widest = (texts: Iterable<string>, least: number, most: number): number => {
	let width = least;
	for (const text of texts) {
		width = Math.max(width, widthOf(text));
	}

	return Math.min(width, most);
};
