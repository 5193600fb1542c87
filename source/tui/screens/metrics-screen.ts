import type {Layout} from '../layout/layout.js';
import {segment, type Line} from '../layout/line.js';
import type {Look} from '../look.js';
import {bottomLines} from '../panels/bottom.js';
import {headerLines} from '../panels/header.js';
import {metricsLines} from '../panels/metrics-lines.js';
import {paneRule, positionOf} from '../panels/pane.js';
import type {MetricsMode} from '../state/metrics-mode.js';
import type {ScreenState, Size} from '../state/screen-state.js';
import {shortUrl} from '../text/address.js';
import {sanitize} from '../text/sanitize.js';

/** Rows for the charts. */
export const metricsRows = ({rows}: Size, {header, bottom}: Layout): number => Math.max(0, rows - header - bottom - 1);

/** All that there is to show, on the screen or not. */
export const metricsText = ({history, problem}: MetricsMode, {size}: ScreenState, look: Look, layout: Layout): readonly Line[] => history
	? metricsLines(history, size.columns, metricsRows(size, layout), look)
	: [[problem === undefined ? segment(` Asking${look.glyphs.ellipsis}`, 'muted') : segment(` ${sanitize(problem, look.glyphs)}`, 'warn')]];

const whose = ({backend}: MetricsMode, {status}: ScreenState, {glyphs}: Look): string => {
	const url = status.backends.find(({id}) => id === backend)?.url;
	return backend === undefined ? 'all backends' : sanitize(url === undefined ? 'a backend that is gone' : shortUrl(url), glyphs);
};

/** The traffic of the last minutes, of all or of one backend. */
export const metricsScreen = (state: ScreenState, look: Look, layout: Layout): Line[] => {
	const {mode, size} = state;
	if (mode.kind !== 'metrics') {
		return [];
	}

	const lines = metricsText(mode, state, look, layout);
	const visible = metricsRows(size, layout);
	const top = Math.max(0, Math.min(mode.top, lines.length - visible));
	const rule = paneRule({title: 'Metrics', isFocused: true, remark: [segment(whose(mode, state, look), 'muted')], position: positionOf(top, visible, lines.length, look)}, size.columns, look);
	return [
		...headerLines(state, look, layout),
		rule,
		...Array.from({length: visible}, (_, index) => lines[top + index] ?? []),
		...bottomLines(state, look, layout),
	];
};
