import type {History} from '../../../model/history.js';
import type {Timings} from '../../../model/timings.js';
import {areaChart, chartCapacity} from '../../chart/area-chart.js';
import {horizontalBar} from '../../chart/bar.js';
import {binLatencies} from '../../chart/histogram.js';
import {niceCeiling} from '../../chart/scale.js';
import {
	chartSpan,
	seriesOf,
	type Sample,
	type Series,
} from '../../chart/series.js';
import {
	fitLine,
	segment,
	space,
	type Line,
} from '../../layout/line.js';
import type {Look} from '../../look/look.js';
import {formatCount, formatDuration, formatRate, formatShare, formatSpan} from '../../text/units.js';
import {pad} from '../../text/width.js';
import type {Tone} from '../../look/theme.js';
import {timingsHistory, timingsLine, timingsRows} from './timings-history.js';

const axisWidth = 9;
const gap = 2;
/** Title and three rows of curve. */
const leastRows = 4;
/** Minimum width of two charts side by side. */
const twoColumnsFrom = 120;

const chartRoom = (columns: number): number => Math.max(1, columns - axisWidth);

type Chart = {
	readonly title: string;
	readonly tone: Tone;
	readonly valueOf: (sample: Sample) => number | undefined;
	readonly format: (value: number) => string;
	/** Minimum end of the axis. */
	readonly leastMax: number;
};

const charts: readonly Chart[] = [
	{title: 'Requests a second', tone: 'info', valueOf: sample => sample.requestsPerSecond, format: formatRate, leastMax: 1},
	{title: 'p99', tone: 'warnCurve', valueOf: sample => sample.p99Ms, format: formatDuration, leastMax: 1},
	{title: 'Errors', tone: 'badCurve', valueOf: sample => sample.errorShare, format: formatShare, leastMax: 0.01},
	{title: 'p50', tone: 'good', valueOf: sample => sample.p50Ms, format: formatDuration, leastMax: 1},
	{title: 'p95', tone: 'warnCurve', valueOf: sample => sample.p95Ms, format: formatDuration, leastMax: 1},
];

const now = 'now';

/** Time labels: start of the range at the left, now at the right, and a mark at the program's start if that is within the range. */
const timeLine = (ageMs: number, columns: number, {glyphs: {divider}}: Look): Line => {
	const chartMs = chartSpan(ageMs);
	const begin = `${chartMs / 60_000}m ago`;
	const column = Math.min(columns - now.length - 2, Math.round(columns * (1 - (ageMs / chartMs))));
	const words = `started ${formatSpan(ageMs)} ago`;
	const before = column - words.length - 1;
	const marked = before < 0 ? `${space(Math.max(0, column)).text}${divider} ${words}` : `${pad(before > begin.length ? begin : '', before)}${words} ${divider}`;
	return [space(axisWidth), segment(`${pad(ageMs < chartMs ? marked : begin, columns - now.length)}${now}`, 'muted')];
};

const curve = ({title, tone, valueOf, format, leastMax}: Chart, {samples, latest}: Series, columns: number, rows: number, look: Look): Line[] => {
	const {glyphs} = look;
	const values = samples.map(sample => valueOf(sample));
	const known = values.filter(value => value !== undefined);
	const most = Math.max(0, ...known);
	const max = most === 0 ? leastMax : Math.max(leastMax, niceCeiling(most));
	const room = chartRoom(columns);
	const height = Math.max(1, rows - 1);
	const newest = latest && valueOf(latest);
	const figures = known.length === 0 ? 'no traffic' : `now ${newest === undefined ? glyphs.none : format(newest)}, most ${format(most)}`;
	const labels = [format(max), ...Array.from({length: Math.max(0, height - 2)}, () => ''), ...(height > 1 ? ['0'] : [])];
	return [
		[segment(` ${title}`, 'strong'), segment(`  ${figures}`, 'muted')],
		...areaChart(values, {columns: room, rows: height, max}, glyphs).map((row, index): Line => [
			segment(`${pad(labels[index] ?? '', axisWidth - 1, 'right')} `, 'muted'),
			segment(row, tone),
		]),
	];
};

const histogram = ({latencies}: History, columns: number, look: Look): Line[] => {
	const bins = binLatencies(latencies);
	const total = bins.reduce((sum, {count}) => sum + count, 0);
	const most = Math.max(0, ...bins.map(({count}) => count));
	const room = Math.max(1, columns - axisWidth - 10);
	return [
		[segment(' Latency', 'strong'), segment(`  ${total === 0 ? 'no traffic' : `${formatCount(total)} responses`}`, 'muted')],
		...bins.map(({upToMs, count}): Line => [
			segment(`${pad(Number.isFinite(upToMs) ? `<${formatDuration(upToMs)}` : 'more', axisWidth - 1, 'right')} `, 'muted'),
			segment(pad(horizontalBar(most === 0 ? 0 : count / most, room, look.glyphs), room), 'info'),
			segment(pad(formatShare(total === 0 ? 0 : count / total), 9, 'right')),
		]),
	];
};

const beside = (left: readonly Line[], right: readonly Line[], columns: number, {glyphs}: Look): Line[] =>
	Array.from({length: Math.max(left.length, right.length)}, (_, index) => [...fitLine(left[index] ?? [], columns, glyphs.ellipsis), space(gap), ...right[index] ?? []]);

/** One block, or two side by side. */
const abreast = ([left = [], right]: ReadonlyArray<readonly Line[]>, columns: number, look: Look): readonly Line[] => right ? beside(left, right, columns, look) : left;

type MetricsRoom = {
	readonly columns: number;
	readonly rows: number;
	readonly ageMs: number;
	/** Of the last seconds. */
	readonly timings: Timings | undefined;
};

/** Charts of the last minutes, as high as there is space, else longer than the screen with a single time axis. */
export const metricsLines = (history: History, {columns, rows, ageMs, timings}: MetricsRoom, look: Look): readonly Line[] => {
	const perRow = columns >= twoColumnsFrom ? 2 : 1;
	const width = Math.floor((columns - (gap * (perRow - 1))) / perRow);
	const height = Math.floor((rows - timingsRows) / Math.ceil((charts.length + 1) / perRow));
	const seriesIn = (room: number): Series => seriesOf(history, {capacity: chartCapacity(room, look.glyphs), chartMs: chartSpan(ageMs)});
	const series = seriesIn(chartRoom(width));
	const time = timeLine(ageMs, chartRoom(width), look);
	const isScarce = height <= leastRows;
	const curves = charts.map(chart => isScarce ? curve(chart, series, width, leastRows, look) : [...curve(chart, series, width, height - 1, look), time]);
	const blocks = [...curves, histogram(history, width, look)];
	const last = timings ?? history.points.findLast(point => point.timings)?.timings;
	const inRows = Array.from({length: Math.ceil(blocks.length / perRow)}, (_, index) => blocks.slice(index * perRow, (index + 1) * perRow));
	return [
		...(isScarce ? [timingsLine(last, columns, look), ...abreast(Array.from({length: perRow}, () => [time]), width, look)] : timingsHistory(seriesIn, last, columns, look)),
		...inRows.flatMap(row => abreast(row, width, look)),
	];
};
