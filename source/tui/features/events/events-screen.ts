import {wallTime} from '../../../model/steady-clock.js';
import type {Layout} from '../../layout/layout.js';
import {segment, space, type Line} from '../../layout/line.js';
import type {Look} from '../../look/look.js';
import {nothing, textPane} from '../../layout/text-pane.js';
import type {JournalEntry} from '../../state/journal.js';
import type {ModeScreen, ScreenState, Size} from '../../state/screen-state.js';
import {formatDay, formatTime} from '../../text/units.js';
import {wrapWords} from '../../text/wrap.js';
import {eventsMode} from './events-mode.js';

/** Rows for the text. */
export const eventsRows = ({rows}: Size, {header, bottom}: Layout): number => Math.max(0, rows - header - bottom - 1);

const entryLines = ({at, text, tone}: JournalEntry, columns: number, {glyphs}: Look): Line[] => {
	const time = ` ${formatTime(at)}  `;
	return wrapWords(text, columns - time.length, glyphs).map((line, index) => [index === 0 ? segment(time, 'muted') : space(time.length), segment(line, tone)]);
};

/** The whole text, the newest event first, grouped by day unless all are of today. */
export const eventsText = ({journal, now, size: {columns}}: ScreenState, look: Look): readonly Line[] => {
	if (journal.length === 0) {
		return [[segment(' No events yet.', 'muted')]];
	}

	const days = journal.map(({at}) => formatDay(at));
	const today = formatDay(wallTime(now));
	const hasDays = days.some(day => day !== today);
	return journal.flatMap((entry, index) => [
		...(hasDays && days[index] !== days[index - 1] ? [[segment(` ${days[index]}`, 'strong')]] : []),
		...entryLines(entry, columns, look),
	]);
};

export const eventsScreen: ModeScreen = {
	draw(state, look, layout) {
		const {mode, size} = state;
		const place = {columns: size.columns, visible: eventsRows(size, layout)};
		return eventsMode.is(mode) ? textPane({title: 'Events', lines: eventsText(state, look), top: mode.top}, place, look) : nothing;
	},
};
