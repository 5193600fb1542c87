import {Box} from 'ink';
import {useCallback, type ReactElement} from 'react';
import {useScreen, type Selector} from '../hooks/use-screen.js';
import {paintLines} from '../layout/line.js';
import {listView} from '../layout/list-view.js';
import {backendsPane} from '../panels/backends-pane.js';
import type {View} from '../view.js';
import {Rows} from './rows.js';

const heightOf = ({layout: {paneTop, backends}}: View): number => backends === 0 ? 0 : paneTop + backends;

type BackendsTableProperties = {
	/** Columns of the panel beside it. */
	readonly panelColumns: number;
};

/** The backends with their health, load and latency. */
export function BackendsTable({panelColumns}: BackendsTableProperties): ReactElement | undefined {
	const height = useScreen(heightOf);
	const rows = useScreen(useCallback<Selector<readonly string[]>>((view, look) => {
		const {state, layout} = listView(view, panelColumns);
		return layout.backends === 0 ? [] : paintLines(backendsPane(state, look, layout), state.size.columns, look);
	}, [panelColumns]));
	return height === 0
		? undefined
		: (
			<Box aria-role='table' aria-label='Backends' flexDirection='column' flexShrink={0} height={height}>
				<Rows rows={rows}/>
			</Box>
		);
}
