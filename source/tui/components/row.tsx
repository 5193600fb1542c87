import {Transform} from 'ink';
import {memo, type ReactElement} from 'react';

type RowProperties = {
	/** Already as wide as the terminal, with its styles in it, and without anything else that steers a terminal. */
	readonly text: string;
};

/**
One node for a whole row: a box for each cell would double the cost of a frame. Ink lays out a single character, and gets the row when it
draws: measuring what is as wide as the terminal already takes it nearly half the time of a frame.
*/
export const Row = memo(({text}: RowProperties): ReactElement => <Transform accessibilityLabel={text} transform={() => text}>.</Transform>);
