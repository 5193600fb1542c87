import type {Timings} from '../../../model/timings.js';
import {areaChart} from '../../chart/area-chart.js';
import {highest, type Series} from '../../chart/series.js';
import {firstFitting} from '../../layout/items.js';
import {segment, type Line} from '../../layout/line.js';
import type {Look} from '../../look/look.js';
import {mainPhaseText, phaseMeans, timingsReading, timingsText} from '../../text/phase-means.js';
import {formatDuration} from '../../text/units.js';
import {pad} from '../../text/width.js';
import {margin} from '../../layout/prose.js';

const nameWidth = 12;
const figuresWidth = 27;

const nothing = 'Where the time goes: no traffic';

/** Title, a row per phase, and a blank line. */
export const timingsRows = phaseMeans.length + 2;

/** Where the time of requests went: a curve per phase, all of one scale, and what the last seconds with traffic mean. */
export const timingsHistory = (seriesIn: (columns: number) => Series, last: Timings | undefined, columns: number, look: Look): Line[] => {
	const {glyphs} = look;
	const title = segment(margin + (last ? timingsReading(last) : nothing), 'strong');
	const room = Math.max(1, columns - nameWidth - figuresWidth - 2);
	const known = seriesIn(room).samples.map(({timings}) => timings);
	const max = Math.max(0, ...known.flatMap(timings => timings ? Object.values(timings) : []));
	return [
		firstFitting([[title, segment('  mean of a request', 'muted')], [title]], columns),
		...phaseMeans.map(({key, name}): Line => {
			const values = known.map(timings => timings?.[key]);
			const most = highest(values);
			const [row = ''] = areaChart(values, {columns: room, rows: 1, max}, glyphs);
			return [
				segment(margin + pad(name, nameWidth), 'muted'),
				segment(pad(row, room), 'info'),
				segment(` last ${pad(last ? formatDuration(last[key]) : glyphs.none, 8)}  most ${most === undefined ? glyphs.none : formatDuration(most)}`, 'muted'),
			];
		}),
		[],
	];
};

/** The same in one line. */
export const timingsLine = (last: Timings | undefined, columns: number, {glyphs}: Look): Line => {
	const wording = (text: string): Line => [segment(margin + text, 'muted')];
	return last ? firstFitting([wording(timingsText(last, glyphs)), wording(mainPhaseText(last) ?? '')], columns) : wording(nothing);
};
