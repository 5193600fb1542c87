import {placeSpacious, tableRow, titleRow} from '../../layout/columns.js';
import {
	fitLine,
	lineWidth,
	segment,
	space,
	type Line,
} from '../../layout/line.js';
import type {Layout, Tier} from '../../layout/layout.js';
import type {Look} from '../../look/look.js';
import {listedBackends} from '../../state/backends-list.js';
import type {ScreenState} from '../../state/screen-state.js';
import {proxyUrl, shortUrl} from '../../text/address.js';
import {sanitize} from '../../text/sanitize.js';
import {formatCount} from '../../text/units.js';
import {
	markRow,
	paneRule,
	positionOf,
	remarkRoom,
	rowMargin,
} from '../../layout/pane.js';
import {backendColumns} from './backend-columns.js';
import {dnsProblem} from './dns-problem.js';
import {newsRemark} from './news-remark.js';
import {orderRemark} from './order-remark.js';
import {totalsRow} from './totals-row.js';

const emptyLines = ({status}: ScreenState, tier: Tier, look: Look): Line[] => {
	const {glyphs} = look;
	const url = sanitize(proxyUrl(status), glyphs);
	const trouble = dnsProblem(status.names ?? [], look);
	if (trouble.length > 0) {
		return [[segment(' '), ...trouble], [segment(' It is resolved repeatedly. Press ', 'muted'), segment('a', 'key'), segment(' to add another.', 'muted')]];
	}

	if (tier === 'minimal') {
		return [[segment(' Press '), segment('a', 'key'), segment(' to add a backend.')], [segment(` Requests go to ${shortUrl(url)}`, 'muted')]];
	}

	return [
		[segment('  No backends yet. Press '), segment('a', 'key'), segment(' to add one, such as '), segment('http://127.0.0.1:3000', 'strong')],
		[segment('  Then send requests to '), segment(url, 'strong'), segment(' and watch them below.')],
	];
};

const joined = (remarks: readonly Line[]): Line =>
	remarks.filter(({length}) => length > 0).flatMap((remark, index) => index === 0 ? remark : [segment('  '), ...remark]);

const remarkOf = (state: ScreenState, room: number, look: Look): Line => {
	const trouble = dnsProblem(state.status.names ?? [], look);
	const marked = state.status.backends.filter(({id}) => state.markedBackends.has(id)).length;
	const standing = joined([orderRemark(state, look), marked === 0 ? [] : [segment(`${formatCount(marked)} marked`, 'strong')], trouble]);
	return joined([standing, newsRemark(state, room - lineWidth(standing) - (standing.length === 0 ? 0 : '  '.length))]);
};

const nothingListedLine = ({order: {search}}: ScreenState, {glyphs}: Look): Line => search === ''
	? [segment(`  ${glyphs.up} `, 'good'), segment('No backend has problems. '), segment('!', 'key'), segment(' lists all.', 'muted')]
	: [segment(`  No listed backend has ${sanitize(search, glyphs)} in its URL. `, 'warn'), segment('esc', 'key'), segment(' lists all.', 'muted')];

/** The backend table. */
export const backendsPane = (state: ScreenState, look: Look, {tier, paneTop, backends: visible}: Layout): Line[] => {
	const {size, status, selection, backendsTop, pane, markedBackends} = state;
	const backends = listedBackends(state);
	const isFocused = pane === 'backends';
	const position = positionOf(backendsTop, visible, backends.length, look);
	const title = 'Backends';
	const remark = remarkOf(state, remarkRoom(title, size.columns, look), look);
	const rule = paneRule({title, isFocused, position, remark}, size.columns, look);
	if (status.backends.length > 0 && backends.length === 0) {
		return [...[rule, []].slice(0, paneTop), nothingListedLine(state, look)].slice(0, paneTop + visible);
	}

	if (backends.length === 0) {
		return [...[rule, []].slice(0, paneTop), ...emptyLines(state, tier, look)].slice(0, paneTop + visible);
	}

	const {ellipsis} = look.glyphs;
	const room = Math.max(0, size.columns - rowMargin - (tier === 'minimal' ? 0 : 1));
	const {columns, gap} = placeSpacious(style => backendColumns(state, style, look), tier, room);
	const titles: Line = [space(rowMargin), ...titleRow(columns, gap, ellipsis)];
	const rows = backends.slice(backendsTop, backendsTop + visible).map((backend, offset) => {
		const line = fitLine(tableRow(backend, columns, gap, ellipsis), Math.max(0, size.columns - rowMargin), ellipsis);
		return markRow(line, {isSelected: backendsTop + offset === selection.index, isFocused, isMarked: markedBackends.has(backend.id)}, look);
	});
	// Only where no backend has to give way, and for all of them.
	const hasTotals = tier !== 'minimal' && backends.length > 1 && backends.length < visible && backends.length === status.backends.length;
	const totals: Line[] = hasTotals ? [[space(rowMargin), ...totalsRow(state, columns, gap, look)]] : [];
	return [...[rule, titles].slice(0, paneTop), ...rows, ...totals];
};

