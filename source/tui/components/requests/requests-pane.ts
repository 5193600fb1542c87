import type {FilteredRequest} from '../../../model/request-filter/condition.js';
import {
	placeSpacious,
	tableRow,
	titleRow,
	widest,
	type Column,
	type PlacedColumn,
} from '../../layout/columns.js';
import {
	fitLine,
	segment,
	space,
	type Line,
	type Segment,
} from '../../layout/line.js';
import type {Layout, Tier} from '../../layout/layout.js';
import type {Glyphs} from '../../look/glyphs.js';
import type {Look} from '../../look/look.js';
import {requestOf} from '../../state/request-log.js';
import {
	isWanted,
	listedOrder,
	listedRows,
	selectedRowIndex,
} from '../../state/requests-list.js';
import {shownRequest} from '../../state/shown-request.js';
import type {ScreenState} from '../../state/screen-state.js';
import {proxyUrl, shortUrl} from '../../text/address.js';
import {sanitize} from '../../text/sanitize.js';
import {
	alignUnit,
	formatBytes,
	formatCount,
	formatDuration,
	formatTime,
} from '../../text/units.js';
import {truncate, widthOf} from '../../text/width.js';
import {sortable} from '../../layout/sortable.js';
import {
	markRow,
	paneRule,
	positionOf,
	remarkRoom,
	rowMargin,
} from '../../layout/pane.js';
import {errorTone, statusTone} from '../../look/error-tone.js';
import {requestsRemark} from './requests-remark.js';

/** The error of a request, even if its status is fine. */
const problemOf = ({error, attempts}: FilteredRequest): string | undefined => error ?? (attempts > 1 ? `after ${attempts} attempts` : undefined);

/** Width of the path before others are spelt out. */
const spaciousPath = 40;

/** A local address with its port. */
const usualBackend = 16;

/** Without an error column, errors stand in the backend column with their sign. */
const usualError = 21;

/** Enough to tell most paths apart. */
const usefulPath = 24;

/** A response that has not begun, or not ended, is marked. */
const statusCell = ({status, phase}: FilteredRequest, width: number, {ellipsis}: Glyphs): Segment => {
	if (status === 0) {
		return segment(ellipsis, 'info');
	}

	const marked = `${status}${ellipsis}`;
	return segment(phase !== undefined && widthOf(marked) <= width ? marked : String(status), statusTone(status));
};

/** Independent of single rows: columns that move with each error would be distracting. */
const columnsOf = (state: ScreenState, hasErrors: boolean, tier: Tier, {glyphs}: Look): Array<Column<FilteredRequest>> => {
	const isWide = tier === 'wide';
	const longestUrl = widest(state.status.backends.map(({url}) => sanitize(shortUrl(url), glyphs)), isWide || !hasErrors ? usualBackend : usualError, 24);
	const error: Column<FilteredRequest> = {
		id: 'error',
		title: 'ERROR',
		min: isWide ? 20 : 19,
		max: 24,
		growth: 1,
		priority: 1,
		cell: record => segment(problemOf(record) ?? '', record.error === undefined ? 'muted' : errorTone(record.status)),
	};
	return [
		{
			id: 'time',
			// Rows are in the order in which they came into sight.
			title: 'ARRIVED',
			min: isWide ? 12 : 8,
			priority: 5.2,
			cell: ({startedAt}) => segment(formatTime(startedAt, isWide), 'muted'),
		},
		{
			id: 'method',
			title: 'METHOD',
			min: 7,
			priority: 7,
			cell: ({method}) => segment(sanitize(method, glyphs)),
		},
		{
			id: 'path',
			title: 'PATH',
			min: isWide ? spaciousPath : 10,
			max: isWide ? 200 : spaciousPath,
			growth: 3,
			priority: 9,
			preferred: isWide ? [] : [{width: usefulPath, priority: 5.5}, {width: 32, priority: 2}],
			isSteady: tier !== 'minimal',
			cell: ({target}) => segment(sanitize(target, glyphs)),
		},
		{
			id: 'status',
			title: 'STATUS',
			align: 'right',
			min: tier === 'minimal' ? 3 : 6,
			priority: 10,
			cell: (request, width) => statusCell(request, width, glyphs),
		},
		{
			id: 'duration',
			title: isWide ? 'DURATION' : 'TOOK',
			align: 'right',
			min: isWide ? 8 : 6,
			priority: 8,
			cell: ({durationMs, phase}) => segment(alignUnit(formatDuration(durationMs)), phase === undefined ? 'plain' : 'strong'),
		},
		{
			id: 'size',
			title: 'SIZE',
			align: 'right',
			min: isWide ? 8 : 6,
			priority: 3,
			cell: ({responseBytes}) => segment(alignUnit(formatBytes(responseBytes)), 'muted'),
		},
		{
			id: 'backend',
			title: 'BACKEND',
			min: isWide ? usualBackend : 14,
			max: longestUrl,
			growth: 2,
			preferred: isWide ? [] : [{width: usualBackend, priority: 3.6}],
			priority: 5,
			cut: 'middle',
			cell: ({backend}) => backend ? segment(sanitize(shortUrl(backend.url), glyphs)) : segment(glyphs.none, 'muted'),
		},
		...(hasErrors ? [error] : []),
	];
};

/** An error in the backend column; the sign is dropped if space is scarce. */
const errorCell = (error: string, status: number, width: number, {glyphs}: Look): Segment => {
	const signed = `${glyphs.down} ${error}`;
	return segment(widthOf(signed) <= width ? signed : truncate(error, width, glyphs.ellipsis), errorTone(status));
};

/** Without an error column, the error matters more than the backend. */
const withErrors = (columns: ReadonlyArray<PlacedColumn<FilteredRequest>>, hasErrors: boolean, look: Look): ReadonlyArray<PlacedColumn<FilteredRequest>> => {
	if (!hasErrors || columns.some(({id}) => id === 'error')) {
		return columns;
	}

	return columns.map(column => column.id === 'backend'
		? {...column, title: 'BACKEND/ERROR', cell: (record, width) => record.error === undefined ? column.cell(record, width) : errorCell(record.error, record.status, width, look)}
		: column);
};

const gapLine = (count: number, {dot}: Glyphs): Line => [segment(`${dot.repeat(3)} ${formatCount(count)} more came too fast to show ${dot.repeat(3)}`, 'muted')];

const emptyLine = ({status, query, log}: ScreenState, {glyphs}: Look): Line => query && log.rows.length > 0
	? [segment('  No request matches. ', 'muted'), segment('\\', 'key'), segment(' shows all, ', 'muted'), segment('/', 'key'), segment(' changes the filter.', 'muted')]
	: [segment('  No requests yet. Try: ', 'muted'), segment(`curl ${sanitize(proxyUrl(status), glyphs)}/`)];

const rule = (state: ScreenState, look: Look, shown: number, position: string | undefined): Line => {
	const {size, pane} = state;
	const title = 'Requests';
	const remark = requestsRemark(state, shown, remarkRoom(title, size.columns, look), look);
	return paneRule({title, isFocused: pane === 'requests', remark, position}, size.columns, look);
};

/** The request log, the newest request last. */
export const requestsPane = (state: ScreenState, look: Look, {tier, paneTop, requests: visible}: Layout): Line[] => {
	const {size, view, pane, query, marks} = state;
	const isFocused = pane === 'requests';
	const rows = listedRows(state);
	const selected = selectedRowIndex(state);
	const top = view.kind === 'paused' ? view.top : Math.max(0, rows.length - visible);
	const position = view.kind === 'following' ? undefined : positionOf(top, visible, rows.length, look);
	const title = rule(state, look, rows.length, position);
	if (rows.length === 0) {
		return [...[title, []].slice(0, paneTop), emptyLine(state, look)].slice(0, paneTop + visible);
	}

	const {ellipsis} = look.glyphs;
	const room = Math.max(0, size.columns - rowMargin - (tier === 'minimal' ? 0 : 1));
	const order = listedOrder(state);
	const hasErrors = rows.some(row => {
		const request = requestOf(row);
		return request !== undefined && problemOf(request) !== undefined;
	});
	const {columns: placed, gap} = placeSpacious(style => sortable(columnsOf(state, hasErrors, style, look), 'sort-log-', order, look), tier, room);
	const columns = withErrors(placed, hasErrors, look);
	const titles: Line = [space(rowMargin), ...titleRow(columns, gap, ellipsis)];
	const lines = rows.slice(top, top + visible).map((row, offset) => {
		const told = row.kind === 'gap' ? gapLine(row.count, look.glyphs) : tableRow(shownRequest(row, state), columns, gap, ellipsis);
		const line = fitLine(told, Math.max(0, size.columns - rowMargin), ellipsis);
		const isMatch = query?.isFilter === false && isWanted(row, state);
		const isMarked = row.kind === 'record' && marks.has(row.record.number);
		return markRow(line, {isSelected: top + offset === selected, isFocused, isMatch, isMarked}, look);
	});
	return [...[title, titles].slice(0, paneTop), ...lines];
};
