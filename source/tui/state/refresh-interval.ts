import type {ScreenState} from './screen-state.js';

/** Ages of some seconds are as good as exact ones, and a screen that stands still is calm. */
const restful = 5000;
/** What is counted in seconds. */
const lively = 1000;

/** Whether there is more to see than ages: a remark that goes, a trend or a chart that moves on, something that ends at a given time. */
const isOnTheMove = ({notice, now, trends, mode, status}: ScreenState): boolean =>
	(notice !== undefined && notice.until > now)
	|| trends.most > 0
	|| mode.kind === 'metrics'
	|| status.backends.some(({drainEndsAt, ejectedUntil}) => drainEndsAt !== undefined || ejectedUntil !== undefined);

/** How long the screen may stand as it is while there is no traffic and nobody touches a key, in milliseconds. */
export const refreshIntervalOf = (state: ScreenState): number => isOnTheMove(state) ? lively : restful;
