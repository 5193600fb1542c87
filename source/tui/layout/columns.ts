import {
	pad,
	truncate,
	truncateMiddle,
	widthOf,
	type Align,
} from '../text/width.js';
import type {Tier} from './layout.js';
import {
	segment,
	space,
	type Line,
	type Segment,
} from './line.js';

export type Column<Row> = {
	readonly id: string;
	readonly title: string;
	/** Id of the command that a click on the title runs. */
	readonly command?: string;
	/** @default 'left' */
	readonly align?: Align;
	/** Minimum width. */
	readonly min: number;
	/**
	Maximum width.

	@default min
	*/
	readonly max?: number;
	/** Order of growth: 1 before 2. */
	readonly growth?: number;
	/** Priority when space gets scarce: the lowest is dropped first. */
	readonly priority: number;
	/** Widths to reach before any column of a lower priority is shown, in ascending order. */
	readonly preferred?: ReadonlyArray<{readonly width: number; readonly priority: number}>;
	/**
	Whether space too small for another column is left unused, so that the column never shrinks on a wider screen.

	@default false
	*/
	readonly isSteady?: boolean;
	/**
	What to cut when the text does not fit.

	@default 'end'
	*/
	readonly cut?: 'end' | 'middle';
	/** Renders a cell; what does not fit is cut. */
	readonly cell: (row: Row, width: number) => Segment;
};

export type PlacedColumn<Row> = Column<Row> & {readonly width: number};

const neededBy = <Row>(columns: ReadonlyArray<Column<Row>>, gap: number): number =>
	columns.reduce((sum, column) => sum + column.min + gap, -gap);

/** A column's claim to a width. */
type Claim<Row> = {
	readonly column: Column<Row>;
	readonly width: number;
	readonly priority: number;
};

/** Claims in the order of priority; a column is shown with its first. */
const claimsOf = <Row>(columns: ReadonlyArray<Column<Row>>): ReadonlyArray<Claim<Row>> => columns
	.flatMap(column => [{width: column.min, priority: column.priority}, ...(column.preferred ?? [])].map(claim => ({column, ...claim})))
	.toSorted((first, second) => second.priority - first.priority);

type Widths = {
	readonly widths: Map<string, number>;
	readonly room: number;
	/** Whether a column was dropped. */
	readonly isShort: boolean;
};

/** Grants claims in order until one does not fit. A wider screen therefore shows the same and more. */
const meetClaims = <Row>(columns: ReadonlyArray<Column<Row>>, available: number, gap: number): Widths => {
	const widths = new Map<string, number>();
	let room = available;
	for (const {column: {id}, width} of claimsOf(columns)) {
		const present = widths.get(id);
		const before = present === undefined && widths.size > 0 ? gap : 0;
		if (present === undefined && widths.size > 0 && before + width > room) {
			return {widths, room, isShort: true};
		}

		const growth = Math.max(0, Math.min(width - (present ?? 0), room - before));
		widths.set(id, (present ?? 0) + growth);
		room -= before + growth;
	}

	return {widths, room, isShort: false};
};

/** Chooses which columns to show in `available` and how wide each is. */
export const placeColumns = <Row>(columns: ReadonlyArray<Column<Row>>, available: number, gap: number): ReadonlyArray<PlacedColumn<Row>> => {
	const {widths, room, isShort} = meetClaims(columns, available, gap);
	const kept = columns.filter(({id}) => widths.has(id));
	let left = room;
	for (const {id, min, max = min, isSteady} of kept.toSorted((first, second) => (first.growth ?? 0) - (second.growth ?? 0))) {
		const growth = isShort && isSteady ? 0 : Math.max(0, Math.min(left, max - widths.get(id)!));
		widths.set(id, widths.get(id)! + growth);
		left -= growth;
	}

	return kept.map(column => ({...column, width: widths.get(column.id)!}));
};

/** Columns with their widths, and the gap between them. */
export type Placement<Row> = {
	readonly columns: ReadonlyArray<PlacedColumn<Row>>;
	readonly gap: number;
};

/** Columns in the style of the tier, spelt out if all of them fit like that. */
export const placeSpacious = <Row>(columnsOf: (style: Tier) => ReadonlyArray<Column<Row>>, tier: Tier, available: number): Placement<Row> => {
	const spacious = columnsOf('wide');
	return tier !== 'minimal' && neededBy(spacious, 2) <= available
		? {columns: placeColumns(spacious, available, 2), gap: 2}
		: {columns: placeColumns(columnsOf(tier === 'wide' ? 'compact' : tier), available, 1), gap: 1};
};

const fitCell = ({text, ...part}: Segment, {width, align, cut}: PlacedColumn<never>, ellipsis: string): Segment => {
	const fitted = cut === 'middle' ? truncateMiddle(text, width, ellipsis) : truncate(text, width, ellipsis);
	return {...part, text: pad(fitted, width, align), width};
};

const joinCells = (cells: readonly Segment[], gap: number): Line => {
	const between = space(gap);
	return cells.flatMap((cell, index) => index === 0 ? [cell] : [between, cell]);
};

export const titleRow = <Row>(columns: ReadonlyArray<PlacedColumn<Row>>, gap: number, ellipsis: string): Line =>
	joinCells(columns.map(column => fitCell({...segment(column.title, 'muted'), ...(column.command !== undefined && {command: column.command})}, column, ellipsis)), gap);

export const tableRow = <Row>(row: Row, columns: ReadonlyArray<PlacedColumn<Row>>, gap: number, ellipsis: string): Line =>
	joinCells(columns.map(column => fitCell(column.cell(row, column.width), column, ellipsis)), gap);

/** Width of the longest text, within bounds. */
export const widest = (texts: Iterable<string>, least: number, most: number): number => {
	let width = least;
	for (const text of texts) {
		width = Math.max(width, widthOf(text));
	}

	return Math.min(width, most);
};
