import {choiceRows} from '../components/bottom/choices.js';
import {noticeRows} from '../components/bottom/notice-lines.js';
import {browse} from '../state/mode.js';
import {traitsOf, type ScreenState} from '../state/screen-state.js';
import {chooseTier, type Layout, type Tier} from './layout.js';

/** Minimum height at which the smallest screen shows a detail line. */
const fewestRowsForDetail = 10;

/** Rows above the keys without a prompt: for a notice or the detail line. */
const tellingRows = (state: ScreenState, tier: Tier): number => {
	const {mode, size} = state;
	const usual = tier !== 'minimal' || (mode.kind === browse.kind && size.rows >= fewestRowsForDetail) ? 1 : 0;
	return Math.max(usual, noticeRows(state));
};

/** Preferred rows of the bottom: prompt or notice, and keys. */
const bottomRows = (state: ScreenState, tier: Tier): number => {
	const {choice, bottom} = traitsOf(state) ?? {};
	const usual = bottom ? bottom.rows(state, tier) : tellingRows(state, tier) + 1;
	return choice === undefined ? usual : choiceRows(state) + (tier === 'minimal' ? 0 : 1);
};

/** A message in place of the list needs a few rows as well. */
const fewestBackendRows = 4;

const layOutMinimal = (state: ScreenState): Layout => {
	const {rows} = state.size;
	const isPrompting = state.isLeaving || state.mode.kind !== browse.kind;
	const hasBottom = isPrompting || rows >= 3;
	const bottom = hasBottom ? Math.min(rows, bottomRows(state, 'minimal'), Math.max(1, Math.floor(rows / 2))) : 0;
	const header = rows > bottom ? 1 : 0;
	const paneTop = rows < 8 ? 0 : 1;
	const list = Math.max(0, rows - header - bottom - paneTop);
	return {
		tier: 'minimal',
		header,
		paneTop,
		backends: state.pane === 'backends' ? list : 0,
		requests: state.pane === 'requests' ? list : 0,
		bottom,
		side: 0,
	};
};

const sideFrom = {columns: 140, rows: 20};
const widestSide = 64;

const sideColumns = ({size: {columns, rows}, status: {backends}}: ScreenState): number =>
	columns < sideFrom.columns || rows < sideFrom.rows || backends.length === 0 ? 0 : Math.min(widestSide, Math.floor(columns * 0.3));

/** Both lists, or the focused one alone. */
const shareRows = ({pane, isZoomed, status}: ScreenState, rows: number, paneTop: number): Pick<Layout, 'backends' | 'requests'> => {
	if (isZoomed) {
		const list = rows - paneTop;
		return {backends: pane === 'backends' ? list : 0, requests: pane === 'requests' ? list : 0};
	}

	const lists = rows - (2 * paneTop);
	const wanted = Math.max(fewestBackendRows, status.backends.length);
	const backends = Math.min(wanted, Math.ceil(lists / 2));
	return {backends, requests: lists - backends};
};

export const layOut = (state: ScreenState): Layout => {
	const {columns, rows} = state.size;
	const tier = chooseTier(columns, rows);
	if (tier === 'minimal') {
		return layOutMinimal(state);
	}

	const header = 2;
	const paneTop = 2;
	const bottom = bottomRows(state, tier);
	return {
		tier,
		header,
		paneTop,
		...shareRows(state, rows - header - bottom, paneTop),
		bottom,
		side: sideColumns(state),
	};
};
