import {Box} from 'ink';
import type {ReactElement} from 'react';
import {useScreen, type Selector} from '../../hooks/use-screen.js';
import {Rows} from '../rows.js';

/** Joined to the rules above the lists. */
const dividerRows: Selector<readonly string[]> = ({state: {size}, layout}, {theme, glyphs}) => {
	const {header, paneTop, backends, requests, bottom} = layout;
	const secondRule = backends > 0 && requests > 0 ? paneTop + backends : 0;
	return Array.from({length: size.rows - header - bottom}, (_, row) => row === 0 ? theme.muted(glyphs.dividerTop) : theme.muted(row === secondRule ? glyphs.dividerLeft : glyphs.divider));
};

/** The line between the lists and the panel beside them. */
export function Divider(): ReactElement {
	return (
		<Box aria-hidden flexDirection='column' flexShrink={0} width={1}>
			<Rows rows={useScreen(dividerRows)}/>
		</Box>
	);
}
