import type {OpenRequest} from '../../../model/open-request.js';
import type {Column} from '../../layout/columns.js';
import {segment, type Line, type Segment} from '../../layout/line.js';
import type {Look} from '../../look/look.js';
import {statusTone} from '../../look/error-tone.js';
import {tablePane} from '../../layout/table-pane.js';
import {nothing} from '../../layout/text-pane.js';
import type {ModeScreen} from '../../state/screen-state.js';
import {shortUrl} from '../../text/address.js';
import {phaseWords} from '../../text/phase-words.js';
import {sanitize} from '../../text/sanitize.js';
import {alignUnit, formatCount, formatDuration} from '../../text/units.js';
import {inFlightMode, type InFlightMode} from './in-flight-mode.js';

/** The status of a response that has begun. */
const statusCell = (status: number, {glyphs}: Look): Segment =>
	segment(status === 0 ? glyphs.none : String(status), status === 0 ? 'muted' : statusTone(status));

const columnsOf = (look: Look): ReadonlyArray<Column<OpenRequest>> => [
	{id: 'running', title: 'RUNNING', align: 'right', min: 8, priority: 10, cell: ({durationMs}) => segment(alignUnit(formatDuration(durationMs)), 'strong')},
	{id: 'phase', title: 'PHASE', min: 10, priority: 7, cell: ({phase}) => segment(phaseWords[phase], phase === 'queue' ? 'warn' : 'info')},
	{id: 'method', title: 'METHOD', min: 7, priority: 6, cell: ({method}) => segment(sanitize(method, look.glyphs))},
	{id: 'path', title: 'PATH', min: 16, max: 200, growth: 1, priority: 9, cell: ({target}) => segment(sanitize(target, look.glyphs))},
	{id: 'status', title: 'STATUS', align: 'right', min: 6, priority: 4, cell: ({status}) => statusCell(status, look)},
	{id: 'backend', title: 'BACKEND', min: 16, max: 24, growth: 2, priority: 8, cut: 'middle', cell: ({backend}) => segment(backend ? sanitize(shortUrl(backend.url), look.glyphs) : look.glyphs.none, backend ? 'plain' : 'muted')},
	{id: 'client', title: 'CLIENT', min: 15, max: 39, growth: 3, priority: 5, cell: ({client}) => segment(sanitize(client, look.glyphs))},
];

const remarkOf = ({open}: InFlightMode): Line => open ? [segment(`${formatCount(open.inFlight)}, the oldest first`, 'muted')] : [];

const emptyLine = ({open, problem}: InFlightMode, {glyphs}: Look): Line => {
	const waiting = open ? 'Nothing is in flight.' : `Asking${glyphs.ellipsis}`;
	return [segment(` ${sanitize(problem ?? waiting, glyphs)}`, problem === undefined ? 'muted' : 'warn')];
};

export const inFlightScreen: ModeScreen = {
	draw(state, look, layout) {
		const {mode, size} = state;
		return inFlightMode.is(mode)
			? tablePane({title: 'In flight', remark: remarkOf(mode), columns: columnsOf(look), rows: mode.open?.requests ?? [], selected: mode.selected, empty: emptyLine(mode, look)}, size, layout, look)
			: nothing;
	},
};
