import type {BackendStatus, NameStatus, RecentTraffic} from '../../../model/status.js';
import {wallTime} from '../../../model/steady-clock.js';
import {areaChart} from '../../chart/area-chart.js';
import {consecutive, waterfall} from '../../chart/waterfall.js';
import {segment, type Line} from '../../layout/line.js';
import type {Look} from '../../look/look.js';
import type {ScreenState} from '../../state/screen-state.js';
import {trafficShare} from '../../state/traffic-share.js';
import {phaseMeans, timingsReading} from '../../text/phase-means.js';
import {formatAge, formatCount, formatDuration, formatRate, formatShare, formatTime} from '../../text/units.js';
import {pad} from '../../text/width.js';
import {wrapWords} from '../../text/wrap.js';
import {
	backendSign,
	drainText,
	ejectionText,
	inStateSince,
	longWaitMs,
	newestFinding,
	stateInWords,
} from '../../text/backend-state.js';
import {heading, labelled, margin, paragraph} from '../../layout/prose.js';
import {errorShareTone} from '../../look/error-tone.js';

const reasonLines = (backend: BackendStatus, now: number, columns: number, look: Look): Line[] => {
	const {state, drainEndsAt, ejectedUntil, ejectionReason} = backend;
	const since = inStateSince(backend);
	const sinceLines = since === undefined ? [] : labelled('since', formatTime(wallTime(since)), columns, look);
	if (state === 'disabled') {
		return [...labelled('why', 'disabled: gets no requests', columns, look), ...sinceLines];
	}

	if (ejectedUntil !== undefined) {
		return [
			...labelled('ejection', ejectionText(ejectedUntil, now), columns, look, 'warn'),
			...(ejectionReason === undefined ? [] : labelled('why', ejectionReason, columns, look, 'bad')),
		];
	}

	const finding = newestFinding(backend);
	return [
		...(drainEndsAt === undefined ? [] : labelled('drain', drainText(backend, now), columns, look, 'warn')),
		...labelled('why', finding ? `${finding.reason}, ${formatAge(now - finding.at)} ago` : 'not checked yet', columns, look, finding?.passed === false ? 'bad' : 'plain'),
		...(finding?.hint === undefined ? [] : labelled('if well', finding.hint, columns, look, 'warn')),
		...sinceLines,
	];
};

const nameLines = ({origin}: BackendStatus, names: readonly NameStatus[], columns: number, look: Look): Line[] => {
	if (origin === undefined) {
		return [];
	}

	const error = names.find(({url}) => url === origin)?.error;
	return [...labelled('DNS name', origin, columns, look), ...(error === undefined ? [] : labelled('', error, columns, look, 'warn'))];
};

const trafficLines = ({requestsPerSecond, p50Ms, p95Ms, p99Ms, errorShare}: RecentTraffic, {glyphs}: Look): Line[] => {
	const duration = (milliseconds: number | undefined): string => milliseconds === undefined ? glyphs.none : formatDuration(milliseconds);
	const percentiles = [['p50', p50Ms], ['p95', p95Ms], ['p99', p99Ms]] as const;
	return [
		[
			segment(`${margin}${formatRate(requestsPerSecond)} req/s   `),
			segment('errors ', 'muted'),
			segment(errorShare === undefined ? glyphs.none : formatShare(errorShare), errorShareTone(errorShare)),
		],
		[segment(margin), ...percentiles.flatMap(([name, value], index) => [segment(`${name} `, 'muted'), segment(pad(duration(value), index < percentiles.length - 1 ? 10 : 0))])],
	];
};

/** Where the time of its requests goes, phase by phase and in a sentence. */
const timingsLines = ({timings}: RecentTraffic, columns: number, look: Look): Line[] => timings
	? [
		...waterfall(consecutive(phaseMeans.map(({key, name}) => [name, timings[key]])), columns, look),
		...paragraph(timingsReading(timings), columns, look),
	]
	: [];

const trendRows = 3;
/** Seconds of history. */
const trendLength = 60;

const trendLines = ({recentRequests = []}: BackendStatus, columns: number, {glyphs}: Look): Line[] => {
	const most = Math.max(0, ...recentRequests);
	if (most === 0) {
		return [];
	}

	const chart = areaChart(recentRequests, {columns: Math.min(columns - 2, glyphs.isUnicode ? trendLength / 2 : trendLength), rows: trendRows, max: most}, glyphs);
	return [...heading('Requests a second', `most ${formatCount(most)}, last minute`), ...chart.map((row): Line => [segment(margin), segment(row, 'info')])];
};

const timeWidth = 9;

const checkLines = ({checks = []}: BackendStatus, columns: number, look: Look): Line[] => checks.length === 0
	? []
	: [
		...heading('Health checks', 'the newest first'),
		...checks.toReversed().flatMap(({at, passed, durationMs, reason}) => {
			const text = `${passed ? look.glyphs.up : look.glyphs.down} ${reason} in ${formatDuration(durationMs)}`;
			return wrapWords(text, columns - timeWidth - 2, look.glyphs).map((line, index): Line => [
				segment(margin + pad(index === 0 ? formatTime(wallTime(at)) : '', timeWidth), 'muted'),
				segment(line, passed ? 'plain' : 'bad'),
			]);
		}),
	];

type Known = {
	readonly state: ScreenState;
	/** Description of its health checks. */
	readonly checked?: string | undefined;
};

/** All details of a backend, the most important first. */
export const backendLines = (backend: BackendStatus, {state, checked}: Known, columns: number, look: Look): Line[] => {
	const {now, status: {names = []}} = state;
	const {url, connections, oldestRequestMs = 0, aborted, weight, share, requests, failures, recent} = backend;
	const {glyph, tone} = backendSign(backend, look.glyphs);
	const trafficPart = trafficShare(backend, state.status.backends);
	return [
		...paragraph(url, columns, look, 'strong'),
		[segment(margin), segment(`${glyph} ${stateInWords(backend, now)}`, tone)],
		...reasonLines(backend, now, columns, look),
		...(checked === undefined ? [] : labelled('checked', checked, columns, look)),
		...nameLines(backend, names, columns, look),
		...labelled('in flight', `${formatCount(connections)}${oldestRequestMs < longWaitMs ? '' : `, the oldest waits for ${formatDuration(oldestRequestMs)}`}`, columns, look),
		...(trafficPart === undefined ? [] : labelled('share', `${formatShare(trafficPart)} of all requests`, columns, look)),
		...labelled('weight', share === undefined ? String(weight) : `${weight}, ${formatShare(share)} of it during slow start`, columns, look),
		...labelled('requests', `${formatCount(requests)}, ${formatCount(failures)} failed${aborted === 0 ? '' : `, ${formatCount(aborted)} aborted by clients`}`, columns, look, failures > 0 ? 'warn' : 'plain'),
		...heading('The last seconds'),
		...trafficLines(recent, look),
		...timingsLines(recent, columns, look),
		...trendLines(backend, columns, look),
		...checkLines(backend, columns, look),
	];
};
