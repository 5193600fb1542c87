import type {LogRecord} from '../../../model/access-log-entry.js';
import type {
	RequestMeasure,
	TopEntry,
	TopList,
	TopMeasure,
	TopSpan,
	TopSubject,
} from '../../../model/top-list.js';
import type {Column} from '../../layout/columns.js';
import {firstFitting} from '../../layout/items.js';
import {segment, type Line} from '../../layout/line.js';
import {remarkRoom} from '../../layout/pane.js';
import type {Look} from '../../look/look.js';
import {statusTone} from '../../look/error-tone.js';
import {tablePane} from '../../layout/table-pane.js';
import {nothing} from '../../layout/text-pane.js';
import type {ModeScreen} from '../../state/screen-state.js';
import {shortUrl} from '../../text/address.js';
import {sanitize} from '../../text/sanitize.js';
import {
	alignUnit,
	formatBytes,
	formatCount,
	formatDuration,
	formatShare,
	formatTime,
} from '../../text/units.js';
import {sortable} from '../../layout/sortable.js';
import {topMode, type TopMode} from './top-mode.js';

const subjectWords: Readonly<Record<TopSubject, string>> = {client: 'clients', path: 'paths', user_agent: 'user agents', status: 'statuses'};

const measureWords: Readonly<Record<TopMeasure, string>> = {count: 'requests', bytes: 'bytes', time: 'time', rate_limited: 'requests refused by the rate limit', failures: 'failures'};

const requestWords: Readonly<Record<RequestMeasure, string>> = {time: 'the slowest', bytes: 'the largest', tries: 'those with most attempts'};

const spanWords: Readonly<Record<TopSpan, string>> = {'1m': 'of the last minute', '10m': 'of the last ten minutes'};

/** Where there is no room for more. */
const briefSpanWords: Readonly<Record<TopSpan, string>> = {'1m': '1 min', '10m': '10 min'};

const figureText = (value: number, measure: TopMeasure): string => {
	if (measure === 'bytes') {
		return alignUnit(formatBytes(value));
	}

	return measure === 'time' ? alignUnit(formatDuration(value)) : formatCount(value);
};

const titles: Readonly<Record<TopMeasure, string>> = {count: 'REQUESTS', bytes: 'BYTES', time: 'TIME', rate_limited: '429', failures: '5XX'};

/** As its command ends. */
const idOf = (measure: TopMeasure): string => measure.replace('_', '-');

const groupColumns = ({by, measure, list}: TopMode, look: Look): ReadonlyArray<Column<TopEntry>> => {
	const {glyphs} = look;
	const total = list?.totals[measure] ?? 0;
	const figure = (id: TopMeasure, priority: number): Column<TopEntry> => ({
		id: idOf(id), title: titles[id], align: 'right', min: 9, priority, cell: entry => segment(figureText(entry[id], id), entry[id] === 0 ? 'muted' : 'plain'),
	});
	return sortable([
		{id: 'name', title: by.replace('_', ' ').toUpperCase(), min: 16, max: 200, growth: 1, priority: 10, cell: ({name}) => segment(name === '' ? '(none)' : sanitize(name, glyphs), name === '' ? 'muted' : 'strong')},
		figure('count', 9),
		{id: 'share', title: 'SHARE', align: 'right', min: 6, priority: 6, cell: entry => segment(total === 0 ? glyphs.none : formatShare(entry[measure] / total), 'muted')},
		figure('bytes', 5),
		figure('time', 4),
		figure('rate_limited', 7),
		figure('failures', 8),
	], 'top-by-', {column: idOf(measure), isDescending: true}, look);
};

const requestColumns = ({requestMeasure}: TopMode, look: Look): ReadonlyArray<Column<LogRecord>> => {
	const {glyphs} = look;
	return sortable([
		{id: 'arrived', title: 'ARRIVED', min: 8, priority: 5, cell: ({startedAt}) => segment(formatTime(startedAt), 'muted')},
		{id: 'method', title: 'METHOD', min: 7, priority: 6, cell: ({method}) => segment(sanitize(method, glyphs))},
		{id: 'path', title: 'PATH', min: 16, max: 200, growth: 1, priority: 10, cell: ({target}) => segment(sanitize(target, glyphs))},
		{id: 'status', title: 'STATUS', align: 'right', min: 6, priority: 9, cell: ({status}) => segment(String(status), statusTone(status))},
		{id: 'time', title: 'TOOK', align: 'right', min: 9, priority: 8, cell: ({durationMs}) => segment(alignUnit(formatDuration(durationMs)))},
		{id: 'bytes', title: 'BYTES', align: 'right', min: 9, priority: 4, cell: ({requestBytes, responseBytes}) => segment(alignUnit(formatBytes(requestBytes + responseBytes)))},
		{id: 'tries', title: 'TRIES', align: 'right', min: 6, priority: 3, cell: ({attempts}) => segment(String(attempts))},
		{id: 'backend', title: 'BACKEND', min: 16, max: 24, growth: 2, priority: 7, cut: 'middle', cell: ({backend}) => segment(backend ? sanitize(shortUrl(backend.url), glyphs) : glyphs.none, backend ? 'plain' : 'muted')},
		{id: 'client', title: 'CLIENT', min: 15, max: 39, growth: 3, priority: 2, cell: ({client}) => segment(sanitize(client, glyphs))},
	], 'top-by-', {column: requestMeasure, isDescending: true}, look);
};

/** By how much a figure may be too low. */
const boundWords = (list: TopList | undefined, measure: TopMeasure): string => {
	const bound = list?.errorBounds[measure] ?? 0;
	return bound === 0 ? '' : `; each at most ${figureText(bound, measure).trim()} too low`;
};

const emptyLine = ({list, requests, problem}: TopMode, {glyphs}: Look): Line => {
	const waiting = list === undefined && requests === undefined ? `Asking${glyphs.ellipsis}` : 'No such requests.';
	return [segment(` ${sanitize(problem ?? waiting, glyphs)}`, problem === undefined ? 'muted' : 'warn')];
};

export const topScreen: ModeScreen = {
	draw(state, look, layout) {
		const {mode, size} = state;
		if (!topMode.is(mode)) {
			return nothing;
		}

		const {by, measure, requestMeasure, over, list, requests = [], selected} = mode;
		const shared = {selected, empty: emptyLine(mode, look)};
		if (by === 'requests') {
			const title = 'Top requests';
			const remark = firstFitting([
				[segment(`${requestWords[requestMeasure]} ${spanWords[over]}`, 'muted')],
				[segment(`${requestWords[requestMeasure]}, ${briefSpanWords[over]}`, 'muted')],
			], remarkRoom(title, size.columns, look));
			return tablePane({title, remark, columns: requestColumns(mode, look), rows: requests, ...shared}, size, layout, look);
		}

		const title = `Top ${subjectWords[by]}`;
		const bound = boundWords(list, measure);
		const remark = firstFitting([
			[segment(`by ${measureWords[measure]} ${spanWords[over]}${bound}`, 'muted')],
			[segment(`by ${measureWords[measure]}, ${briefSpanWords[over]}${bound}`, 'muted')],
		], remarkRoom(title, size.columns, look));
		return tablePane({title, remark, columns: groupColumns(mode, look), rows: list?.entries ?? [], ...shared}, size, layout, look);
	},
};
