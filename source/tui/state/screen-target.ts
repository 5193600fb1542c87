import {layOut} from '../layout/lay-out.js';
import {listedBackends} from './backends-list.js';
import {listedRows} from './requests-list.js';
import type {ScreenState} from './screen-state.js';

/** A row of a list at a position of the screen. */
export type ScreenTarget =
	| {readonly pane: 'backends'; readonly index: number | undefined}
	/** The key of the row. */
	| {readonly pane: 'requests'; readonly key: number | undefined};

/** The list and row at this row of the screen; undefined outside of both. */
export const targetAt = (state: ScreenState, row: number): ScreenTarget | undefined => {
	const {header, paneTop, backends, requests} = layOut(state);
	const backendsEnd = header + (backends > 0 ? paneTop + backends : 0);
	const requestsEnd = backendsEnd + (requests > 0 ? paneTop + requests : 0);
	if (row < header || row >= requestsEnd) {
		return undefined;
	}

	if (row < backendsEnd) {
		const offset = row - header - paneTop;
		const index = state.backendsTop + offset;
		return {pane: 'backends', index: offset >= 0 && index < listedBackends(state).length ? index : undefined};
	}

	const rows = listedRows(state);
	const top = state.view.kind === 'paused' ? state.view.top : Math.max(0, rows.length - requests);
	const offset = row - backendsEnd - paneTop;
	return {pane: 'requests', key: offset >= 0 ? rows[top + offset]?.key : undefined};
};
