import {pad, widthOf} from '../../../tui/text/width.js';

export type Column = {
	readonly title: string;
	/** Numbers are right-aligned. */
	readonly isNumber?: true;
};

/** Rows under their titles, in columns as wide as their content. */
export const table = (columns: readonly Column[], rows: ReadonlyArray<readonly string[]>): string => {
	const all = [columns.map(({title}) => title), ...rows];
	const widths = columns.map((_, index) => Math.max(...all.map(row => widthOf(row[index]!))));
	return all
		.map(row => row.map((cell, index) => pad(cell, widths[index]!, columns[index]!.isNumber ? 'right' : 'left')).join('  ').trimEnd())
		.join('\n');
};
