import type {RecentTraffic, Status} from '../../../model/status.js';
import {segment, type Line} from '../../layout/line.js';
import type {Look} from '../../look/look.js';
import type {ReaderPlace} from '../../layout/reader-place.js';
import {textScreen} from '../../modes/text-screen.js';
import type {ScreenState} from '../../state/screen-state.js';
import {shortUrl} from '../../text/address.js';
import {sanitize} from '../../text/sanitize.js';
import {metricsMode, type MetricsMode} from './metrics-mode.js';
import {metricsLines} from './metrics-lines.js';

const recentOf = (id: string | undefined, {recent, backends}: Status): RecentTraffic | undefined => id === undefined ? recent : backends.find(backend => backend.id === id)?.recent;

const metricsText = ({history, problem, backend}: MetricsMode, {now, status}: ScreenState, look: Look, {columns, visible}: ReaderPlace): readonly Line[] => history
	? metricsLines(history, {columns, rows: visible, ageMs: now - status.startedAt, timings: recentOf(backend, status)?.timings}, look)
	: [[problem === undefined ? segment(` Asking${look.glyphs.ellipsis}`, 'muted') : segment(` ${sanitize(problem, look.glyphs)}`, 'warn')]];

const whose = ({backend}: MetricsMode, {status}: ScreenState, {glyphs}: Look): string => {
	const url = status.backends.find(({id}) => id === backend)?.url;
	return backend === undefined ? 'all backends' : sanitize(url === undefined ? 'a removed backend' : shortUrl(url), glyphs);
};

/** The metrics of all backends or of one. */
export const metricsScreen = textScreen({
	kind: metricsMode,
	title: () => 'Metrics',
	remark: (mode, state, look) => [segment(whose(mode, state, look), 'muted')],
	lines: metricsText,
});
