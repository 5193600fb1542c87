import {Text} from 'ink';
import {memo, type ReactElement} from 'react';

type RowProperties = {
	/** Already as wide as the terminal, with its styles in it. */
	readonly text: string;
};

/** One `<Text>` for a whole row: a box for each cell would double the cost of a frame. */
export const Row = memo(({text}: RowProperties): ReactElement => <Text wrap='truncate'>{text}</Text>);
