import {beside} from '../layout/beside.js';
import {chooseTier, type Layout} from '../layout/layout.js';
import type {Line} from '../layout/line.js';
import type {Look} from '../look.js';
import {backendsPane} from '../panels/backends-pane.js';
import {bottomLines} from '../panels/bottom.js';
import {headerLines} from '../panels/header.js';
import {requestsPane} from '../panels/requests-pane.js';
import {sidePanel} from '../panels/side-panel.js';
import type {ScreenState} from '../state/screen-state.js';

/** Pads a pane, so that what is below does not move. */
const filled = (lines: readonly Line[], rows: number): Line[] =>
	Array.from({length: rows}, (_, index) => lines[index] ?? []);

/** Backends above requests; the minimal layout shows one of them. */
const panes = (state: ScreenState, look: Look, layout: Layout): Line[] => {
	const {paneTop, backends, requests} = layout;
	return [
		...(backends > 0 ? filled(backendsPane(state, look, layout), paneTop + backends) : []),
		...(requests > 0 ? filled(requestsPane(state, look, layout), paneTop + requests) : []),
	];
};

/** The rows with rules. */
const listRules = ({paneTop, backends, requests}: Layout): ReadonlySet<number> =>
	new Set([0, ...(backends > 0 && requests > 0 ? [paneTop + backends] : [])]);

/** The lists beside a panel of so many columns. */
export const besideLists = (state: ScreenState, panel: readonly Line[], panelColumns: number, look: Look, layout: Layout): Line[] => {
	const {size} = state;
	const columns = size.columns - panelColumns - 1;
	const lists = panes({...state, size: {...size, columns}}, look, {...layout, tier: chooseTier(columns, size.rows)});
	return beside(lists, columns, panel, {...look, rules: listRules(layout)});
};

const listLines = (state: ScreenState, look: Look, layout: Layout): Line[] =>
	layout.side === 0 ? panes(state, look, layout) : besideLists(state, sidePanel(state, look, layout), layout.side, look, layout);

/** Header, lists and bottom. */
export const mainScreen = (state: ScreenState, look: Look, layout: Layout): Line[] =>
	[...headerLines(state, look, layout), ...listLines(state, look, layout), ...bottomLines(state, look, layout)];
