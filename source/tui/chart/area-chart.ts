import type {Glyphs} from '../look/glyphs.js';

/** U+2800 is the braille cell without a dot. Its dots, from the bottom up, on the left and on the right. */
const emptyCell = 0x28_00;
const leftDots = [0x40, 0x04, 0x02, 0x01];
const rightDots = [0x80, 0x20, 0x10, 0x08];
const dotsPerRow = 4;

/** Fill levels of a row in ASCII. */
const asciiLevels = [' ', '.', ':', '|'];

/** Levels that a value fills, `steps` per row; undefined without a value. Any value above zero fills one. */
const levelsOf = (value: number | undefined, max: number, levels: number): number => {
	const isNothing = value === undefined || value <= 0 || max <= 0;
	return isNothing ? 0 : Math.max(1, Math.min(levels, Math.round((value / max) * levels)));
};

const filledDots = (level: number, row: number, dots: readonly number[]): number =>
	dots.slice(0, Math.max(0, level - (row * dotsPerRow))).reduce((sum, dot) => sum + dot, 0);

/** The last `count` values, padded at the front. */
const newest = (values: ReadonlyArray<number | undefined>, count: number): ReadonlyArray<number | undefined> =>
	[...Array.from({length: Math.max(0, count - values.length)}, () => undefined), ...values.slice(Math.max(0, values.length - count))];

/** Values that fit into a chart of this width. */
export const chartCapacity = (columns: number, {isUnicode}: Glyphs): number => isUnicode ? columns * 2 : columns;

const brailleRows = (levels: readonly number[], rows: number): string[] => Array.from({length: rows}, (_, index) => {
	const row = rows - 1 - index;
	return Array.from({length: levels.length / 2}, (__, column) => {
		const dots = filledDots(levels[column * 2]!, row, leftDots) + filledDots(levels[(column * 2) + 1]!, row, rightDots);
		// Some fonts draw the empty cell as a ring of dots.
		return dots === 0 ? ' ' : String.fromCodePoint(emptyCell + dots);
	}).join('');
});

const asciiRows = (levels: readonly number[], rows: number): string[] => Array.from({length: rows}, (_, index) => {
	const row = rows - 1 - index;
	const most = asciiLevels.length - 1;
	return levels.map(level => asciiLevels[Math.max(0, Math.min(most, level - (row * most)))]!).join('');
});

/** Values over time as a filled curve, the newest at the right: two values a column in braille, one in ASCII. */
export const areaChart = (values: ReadonlyArray<number | undefined>, {columns, rows, max}: {readonly columns: number; readonly rows: number; readonly max: number}, glyphs: Glyphs): readonly string[] => {
	const perRow = glyphs.isUnicode ? dotsPerRow : asciiLevels.length - 1;
	const levels = newest(values, chartCapacity(columns, glyphs)).map(value => levelsOf(value, max, rows * perRow));
	return glyphs.isUnicode ? brailleRows(levels, rows) : asciiRows(levels, rows);
};
