import {Text} from 'ink';
import {memo, type ReactElement} from 'react';

type RowProperties = {
	readonly text: string;
};

/** One string a row, since Ink takes each text apart by cells. An empty text would take no row. */
const Row = memo(({text}: RowProperties): ReactElement => <Text wrap='truncate'>{text === '' ? ' ' : text}</Text>);

type RowsProperties = {
	readonly rows: readonly string[];
};

/** Styled rows, of which only those that have changed are drawn. */
export function Rows({rows}: RowsProperties): ReactElement[] {
	// A row is its place on the screen; its text moves on to the next when a list scrolls.
	// eslint-disable-next-line react/no-array-index-key -- See above.
	return rows.map((text, row) => <Row key={row} text={text}/>);
}
