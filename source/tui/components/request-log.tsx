import type {ReactElement} from 'react';
import {requestsPane} from '../panels/requests-pane.js';
import {ListPane} from './list-pane.js';

type RequestLogProperties = {
	/** Columns of the panel beside it. */
	readonly panelColumns: number;
};

/** The newest requests, or those of a pause. */
export function RequestLog({panelColumns}: RequestLogProperties): ReactElement {
	return <ListPane part='requests' role='list' label='Requests' panelColumns={panelColumns} draw={requestsPane}/>;
}
