import {firstFitting} from '../../layout/items.js';
import {lineWidth, segment, type Line} from '../../layout/line.js';
import type {Look} from '../../look/look.js';
import {listedLog, waitingRequests} from '../../state/requests-list.js';
import type {ScreenState} from '../../state/screen-state.js';
import {sanitize} from '../../text/sanitize.js';
import {formatCount} from '../../text/units.js';
import {truncateMiddle} from '../../text/width.js';

/** Number of matches. */
const extentOf = (state: ScreenState, shown: number): string =>
	`${formatCount(shown)} of ${formatCount(listedLog(state).rows.filter(({kind}) => kind !== 'gap').length)}`;

/** Number of requests that were not fetched. */
const missedOf = (state: ScreenState): string => {
	const missed = listedLog(state).rows.reduce((sum, row) => sum + (row.kind === 'gap' ? row.count : 0), 0);
	return missed === 0 ? '' : `; ${formatCount(missed)} came too fast to show`;
};

/** That the log is paused, and how many requests arrived since. */
const standing = (state: ScreenState, isBrief: boolean): Line => {
	if (state.view.kind === 'following') {
		return isBrief ? [] : [segment('following', 'muted')];
	}

	const {count, isLeast} = waitingRequests(state);
	const waiting = `${formatCount(count)}${isLeast ? '+' : ''} new`;
	return [segment(count === 0 && !isLeast ? 'paused' : (isBrief ? waiting : `paused, ${waiting}`), 'warn')];
};

const marksRemark = ({marks: {size}}: ScreenState): Line => size === 0 ? [] : [segment(`${formatCount(size)} marked`, 'strong')];

/** Requests in flight that the log has no row for. */
const openRemark = ({log: {moreOpen}}: ScreenState): Line => moreOpen === 0 ? [] : [segment(`${formatCount(moreOpen)} more in flight`, 'warn')];

const joinRemarks = (remarks: readonly Line[]): Line =>
	remarks.filter(({length}) => length > 0).flatMap((remark, index) => index === 0 ? remark : [segment('  '), ...remark]);

/** Minimum visible length of a filter. */
const fewestOfFilter = 5;

/** State of the log and its filter; the filter is cut first, in the middle. */
export const requestsRemark = (state: ScreenState, shown: number, room: number, {glyphs}: Look): Line => {
	const {query} = state;
	const marks = marksRemark(state);
	const open = openRemark(state);
	if (!query) {
		return firstFitting([
			joinRemarks([standing(state, false), marks, open]),
			joinRemarks([standing(state, true), marks, open]),
			joinRemarks([standing(state, true), marks]),
		], room);
	}

	const told = sanitize(query.text.trim(), glyphs);
	const extent = query.isFilter ? extentOf(state, shown) : 'off, n and N walk';
	const missed = query.isFilter ? missedOf(state) : '';
	const wording = (isBrief: boolean, text: string, count: string, others: Line = []): Line =>
		joinRemarks([standing(state, isBrief), marks, others, [segment(text, query.isFilter ? 'info' : 'muted'), segment(` (${count})`, 'muted')]]);
	const left = room - lineWidth(wording(true, '', extent));
	return firstFitting([
		wording(false, told, extent + missed, open),
		wording(false, told, extent, open),
		wording(false, told, extent),
		wording(true, told, extent),
		wording(true, truncateMiddle(told, Math.max(fewestOfFilter, left), glyphs.ellipsis), extent),
	], room);
};
