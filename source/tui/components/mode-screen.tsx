import {Box} from 'ink';
import {useCallback, type ReactElement} from 'react';
import {useScreen, type Selector} from '../hooks/use-screen.js';
import {highlight} from '../layout/highlight.js';
import {paintLines} from '../layout/line.js';
import {readerPlace} from '../layout/reader-place.js';
import type {ModeScreen as Described} from '../state/screen-state.js';
import {Bottom} from './bottom/bottom.js';
import {Header} from './header/header.js';
import {Lists} from './lists/lists.js';
import {Rows} from './rows.js';

type ModeScreenProperties = {
	/** What the feature of the mode says of it. */
	readonly screen: Described;
};

type Drawn = {
	readonly rows: readonly string[];
	readonly isLong: boolean;
	/** Its width if the lists stay beside it, else 0. */
	readonly columnsBeside: number;
};

/** The screen of a mode: a text or a list, beside or in place of those of the main screen. */
export function ModeScreen({screen}: ModeScreenProperties): ReactElement {
	const {rows, isLong, columnsBeside} = useScreen(useCallback<Selector<Drawn>>(({state, layout}, look) => {
		const place = readerPlace(state, layout);
		const isBeside = screen.isBeside === true && place.isBeside;
		const {lines, isLong: hasMore} = screen.draw(state, look, layout);
		const {search} = state.mode;
		return {
			rows: paintLines(search ? lines.map(line => highlight(line, search.text)) : lines, isBeside ? place.columns : state.size.columns, look),
			isLong: hasMore,
			columnsBeside: isBeside ? place.columns : 0,
		};
	}, [screen]));
	return (
		<>
			<Header isBrief={screen.isBrief === true || (screen.isBeside === true && columnsBeside === 0)}/>
			{columnsBeside > 0
				? (
					<Lists panelColumns={columnsBeside}>
						<Rows rows={rows}/>
					</Lists>
				)
				: (
					<Box flexDirection='column' flexGrow={1}>
						<Rows rows={rows}/>
					</Box>
				)}
			<Bottom isLong={isLong}/>
		</>
	);
}
