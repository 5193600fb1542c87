import {wallTime} from '../../../model/steady-clock.js';
import {segment, space, type Line} from '../../layout/line.js';
import type {Look} from '../../look/look.js';
import {textScreen} from '../../modes/text-screen.js';
import type {JournalEntry} from '../../state/journal.js';
import type {ScreenState} from '../../state/screen-state.js';
import {formatDay, formatTime} from '../../text/units.js';
import {wrapWords} from '../../text/wrap.js';
import {eventsMode} from './events-mode.js';

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

export const eventsScreen = textScreen({kind: eventsMode, title: () => 'Events', lines: (_mode, state, look) => eventsText(state, look)});
