import {placeSpacious, tableRow, titleRow} from '../../layout/columns.js';
import {
	fitLine,
	segment,
	space,
	type Line,
} from '../../layout/line.js';
import type {Layout} from '../../layout/layout.js';
import {
	markRow,
	paneRule,
	positionOf,
	remarkRoom,
	rowMargin,
} from '../../layout/pane.js';
import {sortable} from '../../layout/sortable.js';
import type {Glyphs} from '../../look/glyphs.js';
import type {Look} from '../../look/look.js';
import {
	isWanted,
	listedOrder,
	listedRows,
	selectedRowIndex,
} from '../../state/requests-list.js';
import {shownRequest} from '../../state/shown-request.js';
import type {ScreenState} from '../../state/screen-state.js';
import {proxyUrl} from '../../text/address.js';
import {sanitize} from '../../text/sanitize.js';
import {formatCount} from '../../text/units.js';
import {requestColumns, requestTraits, withErrors} from './request-columns.js';
import {requestsRemark} from './requests-remark.js';

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
	const {size, view, pane, query, marks, status} = state;
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
	const traits = requestTraits(rows);
	const {columns: placed, gap} = placeSpacious(style => sortable(requestColumns(status, traits, style, look), 'sort-log-', order, look), tier, room);
	const columns = withErrors(placed, traits, look);
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
