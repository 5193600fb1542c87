import type {ReactElement} from 'react';
import {ListPane} from '../lists/list-pane.js';
import {backendsPane} from './backends-pane.js';

type BackendsTableProperties = {
	/** Columns of the panel beside it. */
	readonly panelColumns: number;
};

/** The backends with their health, load and latency. */
export function BackendsTable({panelColumns}: BackendsTableProperties): ReactElement {
	return <ListPane part='backends' role='table' label='Backends' panelColumns={panelColumns} draw={backendsPane}/>;
}
