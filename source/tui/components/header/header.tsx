import {Box} from 'ink';
import type {ReactElement} from 'react';
import {useScreen, type Selector} from '../../hooks/use-screen.js';
import {paintLines} from '../../layout/line.js';
import {headRows} from '../../layout/reader-place.js';
import {Rows} from '../rows.js';
import {headerLines} from './header-rows.js';

const fullHeader: Selector<readonly string[]> = ({state, layout}, look) => paintLines(headerLines(state, look, layout), state.size.columns, look);

/** What stays above a text that takes the whole screen. */
const briefHeader: Selector<readonly string[]> = (view, look) => fullHeader(view, look).slice(0, headRows(view.layout));

type HeaderProperties = {
	/** @default false */
	readonly isBrief?: boolean;
};

/** Version, addresses and recent figures. */
export function Header({isBrief = false}: HeaderProperties): ReactElement {
	const rows = useScreen(isBrief ? briefHeader : fullHeader);
	return (
		<Box aria-label='Status' flexDirection='column' flexShrink={0}>
			<Rows rows={rows}/>
		</Box>
	);
}
