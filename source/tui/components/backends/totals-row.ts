import type {BackendStatus} from '../../../model/status.js';
import {tableRow, type PlacedColumn} from '../../layout/columns.js';
import {segment, type Line, type Segment} from '../../layout/line.js';
import type {Look} from '../../look/look.js';
import type {ScreenState} from '../../state/screen-state.js';
import {alignUnit, formatCount, formatDuration, formatRate, formatShare} from '../../text/units.js';

/** The figures of all backends together, below their columns. */
export const totalsRow = ({status: {backends, recent}}: ScreenState, columns: ReadonlyArray<PlacedColumn<BackendStatus>>, gap: number, {glyphs}: Look): Line => {
	const duration = (milliseconds: number | undefined): string => milliseconds === undefined ? glyphs.none : alignUnit(formatDuration(milliseconds));
	const texts: Readonly<Record<string, string>> = {
		url: `all ${formatCount(backends.length)}`,
		connections: formatCount(backends.reduce((sum, {connections}) => sum + connections, 0)),
		rate: formatRate(recent.requestsPerSecond),
		share: backends.some(({requests}) => requests > 0) ? formatShare(1) : glyphs.none,
		p50: duration(recent.p50Ms),
		p95: duration(recent.p95Ms),
		p99: duration(recent.p99Ms),
		errors: recent.errorShare === undefined ? glyphs.none : formatShare(recent.errorShare),
	};
	const cellOf = (id: string) => (): Segment => segment(texts[id] ?? '', 'muted');
	return tableRow(undefined, columns.map(column => ({...column, cell: cellOf(column.id)})), gap, glyphs.ellipsis);
};
