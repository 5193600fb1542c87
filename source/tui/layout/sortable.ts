import type {Look} from '../look/look.js';
import {widthOf} from '../text/width.js';
import type {Column} from './columns.js';

type Order = {
	/** Id of the sort column. */
	readonly column: string;
	readonly isDescending: boolean;
};

/** The sort column is always shown, with the direction in its title. */
const marked = <Row>(column: Column<Row>, isDescending: boolean, {glyphs}: Look): Column<Row> => {
	const title = column.title + (isDescending ? glyphs.descending : glyphs.ascending);
	const min = Math.max(column.min, widthOf(title));
	return {...column, title, min, max: Math.max(column.max ?? min, min), priority: 11};
};

/** Columns that a click on their title sorts by, if `sort`, followed by their id, is a command. */
export const sortable = <Row>(columns: ReadonlyArray<Column<Row>>, sort: string, order: Order | undefined, look: Look): Array<Column<Row>> => columns
	.map(column => ({...column, command: sort + column.id}))
	.map(column => column.id === order?.column ? marked(column, order.isDescending, look) : column);
