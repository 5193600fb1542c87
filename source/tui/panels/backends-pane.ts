import type {BackendStatus, RecentTraffic} from '../../model/status.js';
import {
	placeSpacious,
	tableRow,
	titleRow,
	widest,
	type Column,
} from '../layout/columns.js';
import {
	fitLine,
	segment,
	space,
	type Line,
	type Segment,
} from '../layout/line.js';
import type {Layout, Tier} from '../layout/layout.js';
import type {Look} from '../look.js';
import {listedBackends} from '../state/backends-list.js';
import type {SortColumn} from '../state/backends-order.js';
import type {ScreenState} from '../state/screen-state.js';
import {maxTrend} from '../state/trends.js';
import {stateWord} from '../state/state-word.js';
import {formatAddress, shortUrl} from '../text/address.js';
import {sanitize} from '../text/sanitize.js';
import {
	alignUnit,
	formatAge,
	formatCount,
	formatDuration,
	formatRate,
	formatShare,
} from '../text/units.js';
import {sparkline} from './sparkline.js';
import {drainText, ejectionText, newestFinding, stateSign} from './backend-state.js';
import {
	markRow,
	paneRule,
	positionOf,
	rowMargin,
} from './pane.js';
import {nameTrouble} from './name-trouble.js';

const durationCell = (milliseconds: number | undefined, {glyphs}: Look): Segment =>
	milliseconds === undefined ? segment(glyphs.none, 'muted') : segment(alignUnit(formatDuration(milliseconds)));

const errorCell = (share: number | undefined, {glyphs}: Look): Segment => share === undefined ? segment(glyphs.none, 'muted') : segment(formatShare(share), share === 0 ? 'muted' : 'bad');

const numberCell = (text: string, value: number): Segment => segment(text, value === 0 ? 'muted' : 'plain');

const checkCell = (backend: BackendStatus, {now, tier, width}: {readonly now: number; readonly tier: Tier; readonly width: number}, {glyphs}: Look): Segment => {
	if (backend.drainEndsAt !== undefined) {
		return segment(drainText(backend, now, width), 'warn');
	}

	if (backend.ejectedUntil !== undefined) {
		return segment(ejectionText(backend.ejectedUntil, now, width), 'warn');
	}

	const finding = newestFinding(backend);
	if (!finding) {
		return segment(backend.health === 'unknown' ? 'not checked yet' : glyphs.none, 'muted');
	}

	const age = formatAge(now - finding.at);
	const reason = sanitize(finding.reason, glyphs);
	const text = tier === 'wide' ? `${`${age} ago`.padEnd(7)}  ${reason}` : `${age.padEnd(3)} ${reason}`;
	return segment(text, finding.passed ? 'muted' : 'bad');
};

/** The last checks, the newest at the end: a failed one has another shape, whatever the colours. */
const checksCell = ({checks = []}: BackendStatus, {glyphs}: Look): Segment => {
	const shown = checks.slice(-10);
	const text = shown.map(({passed}) => passed ? glyphs.passed : glyphs.failed).join('');
	return segment(text === '' ? glyphs.none : text, shown.some(({passed}) => !passed) ? 'bad' : 'muted');
};

/** Room for an address and port in full, where there is any. */
const minUrl: Readonly<Record<Tier, number>> = {
	minimal: 14, compact: 18, wide: 22,
};

const columnsOf = ({status, now, trends}: ScreenState, tier: Tier, look: Look): Array<Column<BackendStatus>> => {
	const isWide = tier === 'wide';
	const urlOf = ({url}: BackendStatus): string => sanitize(isWide ? url : shortUrl(url), look.glyphs);
	const longestUrl = widest(status.backends.map(backend => urlOf(backend)), isWide ? 22 : 8, 60);
	const isMinimal = tier === 'minimal';
	const percentileColumn = (id: 'p50' | 'p95' | 'p99', priority: number, of: (recent: RecentTraffic) => number | undefined): Column<BackendStatus> => ({
		id,
		title: id.toUpperCase(),
		align: 'right',
		min: isWide ? 8 : 6,
		priority,
		cell: ({recent}) => durationCell(of(recent), look),
	});
	return [
		{
			id: 'state',
			title: 'STATE',
			min: isMinimal ? 7 : 10,
			max: 10,
			growth: 3,
			priority: 10,
			cell(backend) {
				const {glyph, word, tone} = stateSign(stateWord(backend), look.glyphs);
				return segment(`${glyph} ${isMinimal && word === 'CHECKING' ? 'CHECK' : word}`, tone);
			},
		},
		{
			id: 'url',
			title: 'URL',
			min: Math.min(longestUrl, minUrl[tier]),
			max: longestUrl,
			growth: 1,
			priority: 9,
			cut: 'middle',
			cell: backend => segment(urlOf(backend), backend.state === 'disabled' ? 'muted' : 'plain'),
		},
		{
			id: 'connections',
			title: isWide ? 'CONNS' : 'CONN',
			align: 'right',
			min: isWide ? 6 : 4,
			priority: 6,
			cell: ({connections}) => numberCell(formatCount(connections), connections),
		},
		{
			id: 'rate',
			title: 'REQ/S',
			align: 'right',
			min: isWide || isMinimal ? 7 : 5,
			priority: 8,
			cell: ({recent}) => numberCell(`${formatRate(recent.requestsPerSecond)}${isMinimal ? '/s' : ''}`, recent.requestsPerSecond),
		},
		percentileColumn('p50', 3, ({p50Ms}) => p50Ms),
		percentileColumn('p95', 1.9, ({p95Ms}) => p95Ms),
		percentileColumn('p99', 5, ({p99Ms}) => p99Ms),
		{
			id: 'errors',
			title: isWide ? 'ERRORS' : 'ERR',
			align: 'right',
			min: isWide ? 7 : 6,
			priority: 7,
			cell: ({recent}) => errorCell(recent.errorShare, look),
		},
		{
			id: 'weight',
			title: isWide ? 'WEIGHT' : 'WT',
			align: 'right',
			min: isWide ? 6 : 3,
			priority: 2,
			cell: ({weight}) => segment(String(weight)),
		},
		{
			id: 'trend',
			title: 'TREND',
			min: 10,
			max: maxTrend,
			growth: 3,
			priority: 1.5,
			cell: ({id}, width) => segment(sparkline(trends.byBackend.get(id)?.counts ?? [], trends.most, width, look.glyphs), 'info'),
		},
		{
			id: 'checks',
			title: 'CHECKS',
			min: 8,
			max: 10,
			growth: 4,
			priority: 1,
			cell: backend => checksCell(backend, look),
		},
		{
			id: 'check',
			title: 'LAST CHECK',
			min: isWide ? 27 : 10,
			max: 80,
			growth: 2,
			priority: 4,
			// Why a backend is down is worth more than its trend.
			preferred: [{width: 22, priority: 1.7}],
			cell: (backend, width) => checkCell(backend, {now, tier, width}, look),
		},
	];
};

const emptyLines = ({status}: ScreenState, tier: Tier, look: Look): Line[] => {
	const {glyphs} = look;
	const address = sanitize(formatAddress(status.proxy), glyphs);
	const trouble = nameTrouble(status.names ?? [], look);
	if (trouble.length > 0) {
		return [[segment(' '), ...trouble], [segment(' It is asked for again and again. Press ', 'muted'), segment('a', 'key'), segment(' to add another.', 'muted')]];
	}

	if (tier === 'minimal') {
		return [[segment(' Press '), segment('a', 'key'), segment(' to add a backend.')], [segment(` Requests go to ${address}`, 'muted')]];
	}

	return [
		[segment('  No backends yet. Press '), segment('a', 'key'), segment(' to add one, such as '), segment('http://127.0.0.1:3000', 'strong')],
		[segment('  Then send requests to '), segment(`http://${address}`, 'strong'), segment(' and watch them below.')],
	];
};

type OrderWords = {
	readonly by: string;
	readonly ascending: string;
	readonly descending: string;
};

const byFigure = (by: string): OrderWords => ({by, ascending: 'lowest first', descending: 'highest first'});

const orderWords: Readonly<Record<SortColumn, OrderWords>> = {
	added: {by: 'time of adding', ascending: 'oldest first', descending: 'newest first'},
	state: {by: 'state', ascending: 'trouble first', descending: 'trouble last'},
	url: {by: 'URL', ascending: 'A to Z', descending: 'Z to A'},
	connections: byFigure('connections'),
	rate: byFigure('req/s'),
	p50: byFigure('p50'),
	p95: byFigure('p95'),
	p99: byFigure('p99'),
	errors: byFigure('errors'),
	weight: byFigure('weight'),
};

/** What is not as it is at first: which are listed, and in which order. */
const orderRemark = ({order: {column, isDescending, isGrouped, isTroubleOnly}, status: {backends}}: ScreenState): Line => {
	const {by, ascending, descending} = orderWords[column];
	const sorted = column === 'added' && !isDescending ? [] : [`by ${by}, ${isDescending ? descending : ascending}`];
	const words = [
		...(isTroubleOnly ? [`only those in trouble, of ${formatCount(backends.length)}`] : []),
		...(isGrouped ? ['grouped by state'] : []),
		...sorted,
	];
	return words.length === 0 ? [] : [segment(words.join('; '), isTroubleOnly ? 'warn' : 'muted')];
};

const remarkOf = (state: ScreenState, look: Look): Line => {
	const order = orderRemark(state);
	const trouble = nameTrouble(state.status.names ?? [], look);
	return order.length === 0 || trouble.length === 0 ? [...order, ...trouble] : [...order, segment('  '), ...trouble];
};

const noTroubleLine = ({glyphs}: Look): Line => [segment(`  ${glyphs.up} `, 'good'), segment('Nothing is wrong with any backend. ', 'plain'), segment('!', 'key'), segment(' lists all.', 'muted')];

/** One row a backend: how it is, what it carries, how fast it answers. */
export const backendsPane = (state: ScreenState, look: Look, {tier, paneTop, backends: visible}: Layout): Line[] => {
	const {size, status, selection, backendsTop, pane} = state;
	const backends = listedBackends(state);
	const isFocused = pane === 'backends';
	const position = positionOf(backendsTop, visible, backends.length, look);
	const rule = paneRule({title: 'Backends', isFocused, position, remark: remarkOf(state, look)}, size.columns, look);
	if (status.backends.length > 0 && backends.length === 0) {
		return [...[rule, []].slice(0, paneTop), noTroubleLine(look)].slice(0, paneTop + visible);
	}

	if (backends.length === 0) {
		return [...[rule, []].slice(0, paneTop), ...emptyLines(state, tier, look)].slice(0, paneTop + visible);
	}

	const {ellipsis} = look.glyphs;
	const room = Math.max(0, size.columns - rowMargin - (tier === 'minimal' ? 0 : 1));
	const {columns, gap} = placeSpacious(style => columnsOf(state, style, look), tier, room);
	const titles: Line = [space(rowMargin), ...titleRow(columns, gap, ellipsis)];
	const rows = backends.slice(backendsTop, backendsTop + visible).map((backend, offset) => {
		const line = fitLine(tableRow(backend, columns, gap, ellipsis), Math.max(0, size.columns - rowMargin), ellipsis);
		return markRow(line, {isSelected: backendsTop + offset === selection.index, isFocused}, look);
	});
	return [...[rule, titles].slice(0, paneTop), ...rows];
};

