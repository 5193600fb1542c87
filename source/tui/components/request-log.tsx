import {Box} from 'ink';
import {useCallback, type ReactElement} from 'react';
import {useScreen, type Selector} from '../hooks/use-screen.js';
import {paintLines} from '../layout/line.js';
import {listView} from '../layout/list-view.js';
import {requestsPane} from '../panels/requests-pane.js';
import type {View} from '../view.js';
import {Rows} from './rows.js';

const heightOf = ({layout: {paneTop, requests}}: View): number => requests === 0 ? 0 : paneTop + requests;

type RequestLogProperties = {
	/** Columns of the panel beside it. */
	readonly panelColumns: number;
};

/** The newest requests, or those of a pause. */
export function RequestLog({panelColumns}: RequestLogProperties): ReactElement | undefined {
	const height = useScreen(heightOf);
	const rows = useScreen(useCallback<Selector<readonly string[]>>((view, look) => {
		const {state, layout} = listView(view, panelColumns);
		return layout.requests === 0 ? [] : paintLines(requestsPane(state, look, layout), state.size.columns, look);
	}, [panelColumns]));
	return height === 0
		? undefined
		: (
			<Box aria-role='list' aria-label='Requests' flexDirection='column' flexShrink={0} height={height}>
				<Rows rows={rows}/>
			</Box>
		);
}
