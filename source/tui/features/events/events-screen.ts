import {wallTime} from '../../../model/steady-clock.js';
import {segment, space, type Line} from '../../layout/line.js';
import type {Look} from '../../look/look.js';
import {textScreen} from '../../modes/text-screen.js';
import type {JournalEntry} from '../../state/journal.js';
import {newsOf, type News} from '../../state/looked.js';
import type {ScreenState} from '../../state/screen-state.js';
import {formatCount, formatDay, formatTime} from '../../text/units.js';
import {wrapWords} from '../../text/wrap.js';
import {eventsMode} from './events-mode.js';

const entryLines = ({at, text, tone}: JournalEntry, columns: number, {glyphs}: Look): Line[] => {
	const time = ` ${formatTime(at)}  `;
	return wrapWords(text, columns - time.length, glyphs).map((line, index) => [index === 0 ? segment(time, 'muted') : space(time.length), segment(line, tone)]);
};

/** Stands below what has happened since the user looked. */
const markLine = ({entries: {length}, from, isOpening}: News, {glyphs}: Look): Line =>
	[segment(` ${glyphs.arrowUp} ${length === 0 ? 'nothing' : formatCount(length)} since you ${isOpening ? 'opened this screen' : 'looked'} at ${formatTime(wallTime(from))}`, 'info')];

/** The whole text, the newest event first, grouped by day unless all are of today. */
export const eventsText = (state: ScreenState, look: Look): readonly Line[] => {
	const {journal, now, size: {columns}} = state;
	if (journal.length === 0) {
		return [[segment(' No events yet.', 'muted')]];
	}

	const news = newsOf(state);
	const days = journal.map(({at}) => formatDay(at));
	const today = formatDay(wallTime(now));
	const hasDays = days.some(day => day !== today);
	const lines = journal.flatMap((entry, index) => [
		...(index === news?.entries.length ? [markLine(news, look)] : []),
		...(hasDays && days[index] !== days[index - 1] ? [[segment(` ${days[index]}`, 'strong')]] : []),
		...entryLines(entry, columns, look),
	]);
	return news?.entries.length === journal.length ? [...lines, markLine(news, look)] : lines;
};

export const eventsScreen = textScreen({kind: eventsMode, title: () => 'Events', lines: (_mode, state, look) => eventsText(state, look)});
