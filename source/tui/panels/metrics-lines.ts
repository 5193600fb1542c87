import type {History} from '../../model/history.js';
import {areaChart, chartCapacity} from '../chart/area-chart.js';
import {horizontalBar} from '../chart/bar.js';
import {binLatencies} from '../chart/histogram.js';
import {niceCeiling} from '../chart/scale.js';
import {seriesOf, type Sample, type Series} from '../chart/series.js';
import {
	fitLine,
	segment,
	space,
	type Line,
} from '../layout/line.js';
import type {Look} from '../look.js';
import {formatCount, formatDuration, formatRate, formatShare, formatSpan} from '../text/units.js';
import {pad} from '../text/width.js';
import type {Tone} from '../theme.js';

const axisWidth = 9;
const gap = 2;
/** Title, three rows of curve, time. */
const leastRows = 5;
const mostRows = 12;
/** So wide that two charts beside each other are legible. */
const twoColumnsFrom = 120;

type Chart = {
	readonly title: string;
	readonly tone: Tone;
	readonly valueOf: (sample: Sample) => number | undefined;
	readonly format: (value: number) => string;
	/** The axis ends there at least. */
	readonly leastMax: number;
};

const charts: readonly Chart[] = [
	{title: 'Requests a second', tone: 'info', valueOf: sample => sample.requestsPerSecond, format: formatRate, leastMax: 1},
	{title: 'p99', tone: 'warn', valueOf: sample => sample.p99Ms, format: formatDuration, leastMax: 1},
	{title: 'Errors', tone: 'bad', valueOf: sample => sample.errorShare, format: formatShare, leastMax: 0.01},
	{title: 'p50', tone: 'good', valueOf: sample => sample.p50Ms, format: formatDuration, leastMax: 1},
	{title: 'p95', tone: 'warn', valueOf: sample => sample.p95Ms, format: formatDuration, leastMax: 1},
];

/** How long ago the left end is, and now at the right. */
const timeLine = (spanMs: number, columns: number): Line => {
	const start = `${formatSpan(spanMs).replace('m00s', 'm')} ago`;
	const now = 'now';
	return [space(axisWidth), segment(`${start}${' '.repeat(Math.max(1, columns - start.length - now.length))}${now}`, 'muted')];
};

const curve = ({title, tone, valueOf, format, leastMax}: Chart, {samples, sampleMs, latest}: Series, columns: number, rows: number, look: Look): Line[] => {
	const {glyphs} = look;
	const values = samples.map(sample => valueOf(sample));
	const known = values.filter(value => value !== undefined);
	const most = Math.max(0, ...known);
	const max = Math.max(leastMax, niceCeiling(most));
	const room = Math.max(1, columns - axisWidth);
	const height = Math.max(1, rows - 2);
	const newest = latest && valueOf(latest);
	const figures = known.length === 0 ? 'no traffic' : `now ${newest === undefined ? glyphs.none : format(newest)}, most ${format(most)}`;
	const labels = [format(max), ...Array.from({length: Math.max(0, height - 2)}, () => ''), ...(height > 1 ? ['0'] : [])];
	return [
		[segment(` ${title}`, 'strong'), segment(`  ${figures}`, 'muted')],
		...areaChart(values, {columns: room, rows: height, max}, glyphs).map((row, index): Line => [
			segment(`${pad(labels[index] ?? '', axisWidth - 1, 'right')} `, 'muted'),
			segment(row, tone),
		]),
		timeLine(chartCapacity(room, glyphs) * sampleMs, room),
	];
};

const histogram = ({latencies}: History, columns: number, look: Look): Line[] => {
	const bins = binLatencies(latencies);
	const total = bins.reduce((sum, {count}) => sum + count, 0);
	const most = Math.max(0, ...bins.map(({count}) => count));
	const room = Math.max(1, columns - axisWidth - 10);
	return [
		[segment(' Latency', 'strong'), segment(`  ${total === 0 ? 'no traffic' : `${formatCount(total)} answers by how long they took`}`, 'muted')],
		...bins.map(({upToMs, count}): Line => [
			segment(`${pad(Number.isFinite(upToMs) ? `<${formatDuration(upToMs)}` : 'more', axisWidth - 1, 'right')} `, 'muted'),
			segment(pad(horizontalBar(most === 0 ? 0 : count / most, room, look.glyphs), room), 'info'),
			segment(pad(formatShare(total === 0 ? 0 : count / total), 9, 'right')),
		]),
	];
};

const beside = (left: readonly Line[], right: readonly Line[], columns: number, {glyphs}: Look): Line[] =>
	Array.from({length: Math.max(left.length, right.length)}, (_, index) => [...fitLine(left[index] ?? [], columns, glyphs.ellipsis), space(gap), ...right[index] ?? []]);

/** Charts of the last minutes: as high as there is room for, and more lines than that where there is too little. */
export const metricsLines = (history: History, columns: number, rows: number, look: Look): readonly Line[] => {
	const perRow = columns >= twoColumnsFrom ? 2 : 1;
	const width = Math.floor((columns - (gap * (perRow - 1))) / perRow);
	const height = Math.max(leastRows, Math.min(mostRows, Math.floor(rows / Math.ceil((charts.length + 1) / perRow))));
	const series = seriesOf(history, chartCapacity(Math.max(1, width - axisWidth), look.glyphs));
	const blocks = [...charts.map(chart => curve(chart, series, width, height, look)), histogram(history, width, look)];
	return perRow === 1
		? blocks.flat()
		: Array.from({length: Math.ceil(blocks.length / 2)}, (_, index) => beside(blocks[index * 2]!, blocks[(index * 2) + 1] ?? [], width, look)).flat();
};
