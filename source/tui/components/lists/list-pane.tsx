import {Box, type BoxProps} from 'ink';
import {useCallback, type ReactElement} from 'react';
import {useScreen, type Selector} from '../../hooks/use-screen.js';
import type {Layout} from '../../layout/layout.js';
import {paintLines, type Line} from '../../layout/line.js';
import {listView} from '../../layout/list-view.js';
import type {Look} from '../../look/look.js';
import type {ScreenState} from '../../state/screen-state.js';
import type {View} from '../../store/view.js';
import {Rows} from '../rows.js';

type ListPaneProperties = {
	/** Its part of the layout. */
	readonly part: 'backends' | 'requests';
	readonly role: BoxProps['aria-role'];
	readonly label: string;
	/** Columns of the panel beside it. */
	readonly panelColumns: number;
	/** A pure function. */
	readonly draw: (state: ScreenState, look: Look, layout: Layout) => readonly Line[];
};

/** One of the two lists; none where the layout has no rows for it. */
export function ListPane({part, role, label, panelColumns, draw}: ListPaneProperties): ReactElement | undefined {
	const height = useScreen(useCallback(({layout}: View): number => layout[part] === 0 ? 0 : layout.paneTop + layout[part], [part]));
	const rows = useScreen(useCallback<Selector<readonly string[]>>((view, look) => {
		const {state, layout} = listView(view, panelColumns);
		return layout[part] === 0 ? [] : paintLines(draw(state, look, layout), state.size.columns, look);
	}, [part, panelColumns, draw]));
	return height === 0
		? undefined
		: (
			<Box aria-role={role} aria-label={label} flexDirection='column' flexShrink={0} height={height}>
				<Rows rows={rows}/>
			</Box>
		);
}
