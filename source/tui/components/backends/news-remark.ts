import {wallTime} from '../../../model/steady-clock.js';
import {segment, type Line} from '../../layout/line.js';
import {newsOf} from '../../state/looked.js';
import type {ScreenState} from '../../state/screen-state.js';
import {formatCount, formatTime} from '../../text/units.js';

/** That something has happened since the user looked, until it is read. */
export const newsRemark = (state: ScreenState): Line => {
	const news = newsOf(state);
	return !news || news.isRead || news.entries.length === 0
		? []
		: [
			segment(`${formatCount(news.entries.length)} ${news.entries.length === 1 ? 'event' : 'events'} since you looked at ${formatTime(wallTime(news.from))}, `, 'warn'),
			segment('E', 'key'),
			segment(' shows them', 'warn'),
		];
};
