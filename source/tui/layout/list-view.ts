import type {View} from '../store/view.js';
import {chooseTier} from './layout.js';

/** The view of the lists beside a panel of so many columns. */
export const listView = ({state, layout}: View, panelColumns: number): View => {
	if (panelColumns === 0) {
		return {state, layout};
	}

	const {size} = state;
	const columns = size.columns - panelColumns - 1;
	return {state: {...state, size: {...size, columns}}, layout: {...layout, tier: chooseTier(columns, size.rows)}};
};
