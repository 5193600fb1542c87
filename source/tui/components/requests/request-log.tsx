import type {ReactElement} from 'react';
import {ListPane} from '../lists/list-pane.js';
import {requestsPane} from './requests-pane.js';

type RequestLogProperties = {
	/** Columns of the panel beside it. */
	readonly panelColumns: number;
};

/** The newest requests, or those of a pause. */
export function RequestLog({panelColumns}: RequestLogProperties): ReactElement {
	return <ListPane part='requests' role='list' label='Requests' panelColumns={panelColumns} draw={requestsPane}/>;
}
