import {choiceRows} from '../panels/choices.js';
import {noticeRows} from '../panels/notice.js';
import {questionRows} from '../panels/question.js';
import type {ModeKind} from '../state/mode.js';
import type {ScreenState} from '../state/screen-state.js';

/** Size class of the screen: `wide` with every column spelt out, `compact` for a classic terminal, `minimal` with a status line and one list. */
export type Tier = 'wide' | 'compact' | 'minimal';

/** Rows of each part of the screen, from top to bottom. */
export type Layout = {
	readonly tier: Tier;
	readonly header: number;
	/** Rows above each list: a rule with its title, and in the larger tiers the column titles. */
	readonly paneTop: number;
	/** 0 hides the pane. */
	readonly backends: number;
	/** 0 hides the pane. */
	readonly requests: number;
	readonly bottom: number;
	/** Width of the side panel; 0 hides it. */
	readonly side: number;
};

export const chooseTier = (columns: number, rows: number): Tier => {
	if (columns < 60 || rows < 14) {
		return 'minimal';
	}

	return columns < 120 ? 'compact' : 'wide';
};

/** Minimum height at which the smallest screen shows a detail line. */
const fewestRowsForDetail = 10;

/** Preferred rows of a prompt and its keys, by the space available. */
const promptRows: Readonly<Partial<Record<ModeKind, {readonly minimal: number; readonly roomy: number}>>> = {
	add: {minimal: 4, roomy: 5},
	weight: {minimal: 4, roomy: 4},
	settings: {minimal: 4, roomy: 4},
	setting: {minimal: 6, roomy: 6},
	find: {minimal: 3, roomy: 4},
	filter: {minimal: 3, roomy: 5},
	export: {minimal: 5, roomy: 5},
};

/** Modes that show notices above the keys, which stay visible as the way out. */
const withNotices: ReadonlySet<ModeKind> = new Set(['browse', 'metrics', 'events', 'details', 'inspect']);

/** Rows above the keys without a prompt: for a notice or the detail line. */
const tellingRows = (state: ScreenState, tier: Tier): number => {
	const {mode, size} = state;
	const usual = tier !== 'minimal' || (mode.kind === 'browse' && size.rows >= fewestRowsForDetail) ? 1 : 0;
	return withNotices.has(mode.kind) ? Math.max(usual, noticeRows(state)) : usual;
};

/** Preferred rows of the bottom: prompt or notice, and keys. */
const bottomRows = (state: ScreenState, tier: Tier): number => {
	const {mode, size} = state;
	if (mode.kind === 'palette') {
		return Math.min(14, Math.max(3, Math.floor(size.rows / 2)));
	}

	if (mode.kind === 'sort' || mode.kind === 'term') {
		return choiceRows(state) + (tier === 'minimal' ? 0 : 1);
	}

	if (mode.kind === 'confirm' || mode.kind === 'replay') {
		return questionRows(state) + 1;
	}

	const prompt = promptRows[mode.kind];
	return prompt ? prompt[tier === 'minimal' ? 'minimal' : 'roomy'] : tellingRows(state, tier) + 1;
};

/** A message in place of the list needs a few rows as well. */
const fewestBackendRows = 4;

const layOutMinimal = (state: ScreenState): Layout => {
	const {rows} = state.size;
	const isPrompting = state.isLeaving || state.mode.kind !== 'browse';
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
