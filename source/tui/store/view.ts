import {layOut} from '../layout/lay-out.js';
import type {Layout} from '../layout/layout.js';
import {traitsOf, type ScreenState} from '../state/screen-state.js';

/** What components draw: a state, and the room that each part of the screen has in it. */
export type View = {
	readonly state: ScreenState;
	readonly layout: Layout;
	/** The screen below an overlay, which covers its foot; absent without one. */
	readonly below?: View;
};

export const viewOf = (state: ScreenState): View => {
	const layout = layOut(state);
	const {back} = state.mode;
	return back && traitsOf(state)?.isOverlay === true ? {state, layout, below: {state: {...state, mode: back}, layout}} : {state, layout};
};
