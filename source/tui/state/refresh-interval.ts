import {traitsOf, type ScreenState} from './screen-state.js';

/** Ages need no exact seconds, and a still screen is calm. */
const restful = 5000;
/** What changes every second. */
const lively = 1000;

/** From then on, the time that a request has been running has no seconds, in milliseconds. */
const hour = 3_600_000;

/** Whether more than ages changes: a notice that expires, a trend or chart that moves, a deadline, a request that runs. */
const isOnTheMove = (state: ScreenState): boolean => {
	const {notice, now, trends, status, log} = state;
	return (notice !== undefined && notice.until > now)
		|| trends.most > 0
		|| traitsOf(state)?.isLively === true
		|| log.rows.some(row => row.kind === 'open' && row.request.durationMs < hour)
		|| status.backends.some(({drainEndsAt, ejectedUntil}) => drainEndsAt !== undefined || ejectedUntil !== undefined);
};

/** Maximum age of a frame without traffic and input, in milliseconds. */
export const refreshIntervalOf = (state: ScreenState): number => isOnTheMove(state) ? lively : restful;
