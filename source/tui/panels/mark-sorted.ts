import type {Column} from '../layout/columns.js';
import type {Look} from '../look.js';
import {widthOf} from '../text/width.js';

type Order = {
	/** Id of the sort column. */
	readonly column: string;
	readonly isDescending: boolean;
};

/** The sort column is always shown, with the direction in its title. */
export const markSorted = <Row>(columns: ReadonlyArray<Column<Row>>, {column: sorted, isDescending}: Order, {glyphs}: Look): Array<Column<Row>> => columns.map(column => {
	if (column.id !== sorted) {
		return column;
	}

	const title = column.title + (isDescending ? glyphs.descending : glyphs.ascending);
	const min = Math.max(column.min, widthOf(title));
	return {...column, title, min, max: Math.max(column.max ?? min, min), priority: 11};
});
