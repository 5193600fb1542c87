import type {BackendStatus, RecentTraffic} from '../../../model/status.js';
import {widest, type Column} from '../../layout/columns.js';
import {segment, type Segment} from '../../layout/line.js';
import type {Tier} from '../../layout/layout.js';
import type {Look} from '../../look/look.js';
import type {ScreenState} from '../../state/screen-state.js';
import {trafficShare} from '../../state/traffic-share.js';
import {maxTrend} from '../../state/trends.js';
import {shortUrl} from '../../text/address.js';
import {sanitize} from '../../text/sanitize.js';
import {
	alignUnit,
	formatAge,
	formatCount,
	formatDuration,
	formatRate,
	formatShare,
} from '../../text/units.js';
import {widthOf} from '../../text/width.js';
import {sortable} from '../../layout/sortable.js';
import {sparkline} from '../../chart/sparkline.js';
import {backendSign, drainText, ejectionText, longWaitMs, newestFinding} from '../../text/backend-state.js';
import {errorShareTone} from '../../look/error-tone.js';

const durationCell = (milliseconds: number | undefined, {glyphs}: Look): Segment =>
	milliseconds === undefined ? segment(glyphs.none, 'muted') : segment(alignUnit(formatDuration(milliseconds)));

const connectionsText = ({connections, oldestRequestMs = 0}: BackendStatus, {glyphs}: Look): string =>
	oldestRequestMs < longWaitMs ? formatCount(connections) : `${formatCount(connections)} ${glyphs.dot} ${formatAge(oldestRequestMs)}`;

/** With aborted requests beside it: they are no errors, but may be the only sign of a backend that hangs. */
const errorsText = ({recent: {errorShare}, aborted}: BackendStatus, {glyphs}: Look): string =>
	`${errorShare === undefined ? glyphs.none : formatShare(errorShare)}${aborted === 0 ? '' : ` ${glyphs.dot} ${formatCount(aborted)}`}`;

const numberCell = (text: string, value: number): Segment => segment(text, value === 0 ? 'muted' : 'plain');

/** The distinctive part of a reason. */
const briefReason = (reason: string): string => reason
	.replace(/^connection /v, '')
	.replace(/ ?certificate/v, '')
	.replace(/^(?<status>\d{3}) [^,]+/v, '$<status>');

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
	const brief = briefReason(reason);
	const lead = tier === 'wide' ? `${`${age} ago`.padEnd(7)}  ` : `${age.padEnd(3)} `;
	const text = [lead + reason, lead + brief, reason].find(candidate => widthOf(candidate) <= width) ?? brief;
	return segment(text, finding.passed ? 'muted' : 'bad');
};

/** The last checks, the newest last; failed ones differ in shape, not only in colour. */
const checksCell = ({checks = []}: BackendStatus, width: number, {glyphs}: Look): Segment => {
	const shown = checks.slice(-width);
	const text = shown.map(({passed}) => passed ? glyphs.passed : glyphs.failed).join('');
	return segment(text === '' ? glyphs.none : text, shown.some(({passed}) => !passed) ? 'bad' : 'muted');
};

/** Enough for a full address and port, if there is space. */
const minUrl: Readonly<Record<Tier, number>> = {
	minimal: 14, compact: 18, wide: 22,
};

/** The columns of the backend table. */
export const backendColumns = ({status, now, trends, order}: ScreenState, tier: Tier, look: Look): Array<Column<BackendStatus>> => {
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
	return sortable([
		{
			id: 'state',
			title: 'STATE',
			min: isMinimal ? 7 : 10,
			max: 10,
			growth: 3,
			priority: 10,
			cell(backend) {
				const {glyph, word, tone} = backendSign(backend, look.glyphs);
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
			min: widest(status.backends.map(backend => connectionsText(backend, look)), isWide ? 6 : 4, 14),
			priority: 6,
			cell(backend) {
				const text = connectionsText(backend, look);
				return (backend.oldestRequestMs ?? 0) < longWaitMs ? numberCell(text, backend.connections) : segment(text, 'warn');
			},
		},
		{
			id: 'rate',
			title: 'REQ/S',
			align: 'right',
			min: isWide || isMinimal ? 7 : 5,
			priority: 8,
			cell: ({recent}) => numberCell(`${formatRate(recent.requestsPerSecond)}${isMinimal ? '/s' : ''}`, recent.requestsPerSecond),
		},
		{
			id: 'share',
			title: 'SHARE',
			align: 'right',
			min: 5,
			priority: 1,
			cell(backend) {
				const share = trafficShare(backend, status.backends);
				return share === undefined ? segment(look.glyphs.none, 'muted') : numberCell(formatShare(share), share);
			},
		},
		percentileColumn('p50', 3, ({p50Ms}) => p50Ms),
		percentileColumn('p95', 1.9, ({p95Ms}) => p95Ms),
		percentileColumn('p99', 5, ({p99Ms}) => p99Ms),
		{
			id: 'errors',
			title: isWide ? 'ERRORS' : 'ERR',
			align: 'right',
			min: widest(status.backends.map(backend => errorsText(backend, look)), isWide ? 7 : 6, 14),
			priority: 7,
			cell: backend => segment(errorsText(backend, look), errorShareTone(backend.recent.errorShare, 'muted')),
		},
		{
			id: 'weight',
			title: isWide ? 'WEIGHT' : 'WT',
			align: 'right',
			min: isWide ? 6 : 3,
			priority: 3.5,
			cell: ({weight}) => segment(String(weight)),
		},
		{
			id: 'trend',
			title: 'TREND',
			min: 8,
			max: maxTrend,
			growth: 3,
			priority: 1.5,
			cell: ({id}, width) => segment(sparkline(trends.byBackend.get(id)?.counts ?? [], trends.most, width, look.glyphs), 'info'),
		},
		{
			id: 'checks',
			title: 'CHECKS',
			min: 7,
			max: 10,
			growth: 4,
			priority: 1,
			cell: (backend, width) => checksCell(backend, width, look),
		},
		{
			id: 'check',
			title: 'LAST CHECK',
			min: isWide ? 27 : 12,
			max: 80,
			growth: 2,
			priority: 4,
			// The reason for an outage is worth more than latencies; its space is reserved, so that nothing moves.
			preferred: [isWide ? {width: 38, priority: 0.5} : {width: 20, priority: 3.9}],
			cell: (backend, width) => checkCell(backend, {now, tier, width}, look),
		},
	], 'sort-', order, look);
};
