import {layOut} from '../layout/lay-out.js';
import {listedBackends} from './backends-list.js';
import {listedRows, selectedRowIndex} from './requests-list.js';
import {clampIndex, scrollTop} from './scroll.js';
import type {ScreenState} from './screen-state.js';

/** Keeps the selection visible after any change: of the pool, the log, the size or the mode. */
export const settle = (state: ScreenState): ScreenState => {
	const {selection, view} = state;
	const backends = listedBackends(state);
	const found = backends.findIndex(({id}) => id === selection.id);
	const index = found === -1 ? clampIndex(selection.index, backends.length) : found;
	const layout = layOut(state);
	const selectedRow = selectedRowIndex(state);
	return {
		...state,
		selection: {id: backends[index]?.id, index},
		backendsTop: scrollTop(state.backendsTop, index, layout.backends, backends.length),
		view: view.kind === 'following' || selectedRow === undefined
			? view
			: {...view, top: scrollTop(view.top, selectedRow, layout.requests, listedRows(state).length)},
	};
};
