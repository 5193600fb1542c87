import type {FilteredRequest} from '../../../model/request-filter/condition.js';
import type {Status} from '../../../model/status.js';
import {widest, type Column, type PlacedColumn} from '../../layout/columns.js';
import {segment, type Segment} from '../../layout/line.js';
import type {Tier} from '../../layout/layout.js';
import type {Glyphs} from '../../look/glyphs.js';
import type {Look} from '../../look/look.js';
import {errorTone, statusTone} from '../../look/error-tone.js';
import {requestOf, type LogRow} from '../../state/request-log.js';
import {shortUrl} from '../../text/address.js';
import {sanitize} from '../../text/sanitize.js';
import {
	alignUnit,
	formatBytes,
	formatDuration,
	formatTime,
} from '../../text/units.js';
import {truncate, widthOf} from '../../text/width.js';

/** The error of a request, even if its status is fine. */
const problemOf = ({error, attempts}: FilteredRequest): string | undefined => error ?? (attempts > 1 ? `after ${attempts} attempts` : undefined);

/** Width of the path before others are spelt out. */
const spaciousPath = 40;

/** A local address with its port. */
const usualBackend = 16;

/** Without an error column, errors stand in the backend column with their sign. */
const usualError = 21;

/** An IPv4 address. */
const usualClient = 15;

/** Enough to tell most paths apart. */
const usefulPath = 24;

/** What the listed requests have in common that columns depend on. */
export type RequestTraits = {
	readonly hasErrors: boolean;
	readonly hasLongClients: boolean;
};

export const requestTraits = (rows: readonly LogRow[]): RequestTraits => {
	const has = (test: (request: FilteredRequest) => boolean): boolean => rows.some(row => {
		const request = requestOf(row);
		return request !== undefined && test(request);
	});
	return {hasErrors: has(request => problemOf(request) !== undefined), hasLongClients: has(({client}) => client.length > usualClient)};
};

/** A response that has not begun, or not ended, is marked. */
const statusCell = ({status, phase}: FilteredRequest, width: number, {ellipsis}: Glyphs): Segment => {
	if (status === 0) {
		return segment(ellipsis, 'info');
	}

	const marked = `${status}${ellipsis}`;
	return segment(phase !== undefined && widthOf(marked) <= width ? marked : String(status), statusTone(status));
};

/** Independent of single rows: columns that move with each error would be distracting. */
export const requestColumns = ({backends}: Status, {hasErrors, hasLongClients}: RequestTraits, tier: Tier, {glyphs}: Look): Array<Column<FilteredRequest>> => {
	const isWide = tier === 'wide';
	const longestUrl = widest(backends.map(({url}) => sanitize(shortUrl(url), glyphs)), isWide || !hasErrors ? usualBackend : usualError, 24);
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
			preferred: isWide ? [] : [{width: usefulPath, priority: 5.5}, {width: 32, priority: 2}, {width: 36, priority: 0.7}],
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
		{
			id: 'client',
			title: 'CLIENT',
			min: usualClient,
			max: isWide && hasLongClients ? 26 : usualClient,
			growth: 2,
			priority: 0.5,
			cut: 'middle',
			cell: ({client}) => segment(sanitize(client, glyphs)),
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
export const withErrors = (columns: ReadonlyArray<PlacedColumn<FilteredRequest>>, {hasErrors}: RequestTraits, look: Look): ReadonlyArray<PlacedColumn<FilteredRequest>> => {
	if (!hasErrors || columns.some(({id}) => id === 'error')) {
		return columns;
	}

	return columns.map(column => column.id === 'backend'
		? {...column, title: 'BACKEND/ERROR', cell: (record, width) => record.error === undefined ? column.cell(record, width) : errorCell(record.error, record.status, width, look)}
		: column);
};
