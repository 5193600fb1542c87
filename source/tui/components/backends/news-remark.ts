import {wallTime} from '../../../model/steady-clock.js';
import {firstFitting} from '../../layout/items.js';
import {segment, type Line} from '../../layout/line.js';
import {newsOf} from '../../state/looked.js';
import type {ScreenState} from '../../state/screen-state.js';
import {formatCount, formatTime} from '../../text/units.js';

/** That something has happened since the user looked, until it is read; the key that shows it is never cut. */
export const newsRemark = (state: ScreenState, room: number): Line => {
	const news = newsOf(state);
	if (!news || news.isRead || news.entries.length === 0) {
		return [];
	}

	const {length} = news.entries;
	const what = length === 1 ? 'event' : 'events';
	return firstFitting([
		[
			segment(`${formatCount(length)} ${what} since you looked at ${formatTime(wallTime(news.from))}, `, 'warn'),
			segment('E', 'key'),
			segment(' shows them', 'warn'),
		],
		[segment(`${formatCount(length)} new ${what}, `, 'warn'), segment('E', 'key')],
	], room);
};
