import type {RecentTraffic, Status} from '../../../model/status.js';
import type {Layout} from '../../layout/layout.js';
import {segment, type Line} from '../../layout/line.js';
import type {Look} from '../../look/look.js';
import {nothing, textPane} from '../../layout/text-pane.js';
import type {ModeScreen, ScreenState, Size} from '../../state/screen-state.js';
import {shortUrl} from '../../text/address.js';
import {sanitize} from '../../text/sanitize.js';
import {metricsMode, type MetricsMode} from './metrics-mode.js';
import {metricsLines} from './metrics-lines.js';

/** Rows for the charts. */
export const metricsRows = ({rows}: Size, {header, bottom}: Layout): number => Math.max(0, rows - header - bottom - 1);

const recentOf = (id: string | undefined, {recent, backends}: Status): RecentTraffic | undefined => id === undefined ? recent : backends.find(backend => backend.id === id)?.recent;

/** The whole content, visible or not. */
export const metricsText = ({history, problem, backend}: MetricsMode, {size, now, status}: ScreenState, look: Look, layout: Layout): readonly Line[] => history
	? metricsLines(history, {columns: size.columns, rows: metricsRows(size, layout), ageMs: now - status.startedAt, timings: recentOf(backend, status)?.timings}, look)
	: [[problem === undefined ? segment(` Asking${look.glyphs.ellipsis}`, 'muted') : segment(` ${sanitize(problem, look.glyphs)}`, 'warn')]];

const whose = ({backend}: MetricsMode, {status}: ScreenState, {glyphs}: Look): string => {
	const url = status.backends.find(({id}) => id === backend)?.url;
	return backend === undefined ? 'all backends' : sanitize(url === undefined ? 'a removed backend' : shortUrl(url), glyphs);
};

/** The metrics of all backends or of one. */
export const metricsScreen: ModeScreen = {
	draw(state, look, layout) {
		const {mode, size} = state;
		if (!metricsMode.is(mode)) {
			return nothing;
		}

		const remark = [segment(whose(mode, state, look), 'muted')];
		const place = {columns: size.columns, visible: metricsRows(size, layout)};
		return textPane({title: 'Metrics', remark, lines: metricsText(mode, state, look, layout), top: mode.top}, place, look);
	},
};
