import type {Layout} from '../layout/layout.js';
import {segment, type Line} from '../layout/line.js';
import type {Look} from '../look.js';
import {browse} from '../state/mode.js';
import {traitsOf, type ScreenState} from '../state/screen-state.js';
import {choiceLines, choiceTitle} from './choices.js';
import {detailLine} from './detail.js';
import {footerLine} from './footer.js';
import {noticeLines} from './notice.js';

const leavingLine = ({status, size: {columns}}: ScreenState): Line => {
	const {inFlight} = status.totals;
	const requests = inFlight === 1 ? '1 request' : `${inFlight} requests`;
	const long = ` finishing ${requests} in flight; ctrl-c leaves at once`;
	const short = ` finishing ${inFlight}; ctrl-c leaves at once`;
	return [segment(long.length > columns ? short : long, 'warn')];
};

/** The last row is reserved for keys if there is more than one. */
const aboveKeys = (lines: readonly Line[], {bottom}: Layout): Line[] => lines.slice(0, Math.max(1, bottom - 1));

/** A notice replaces other content. */
export const noticeOr = (lines: Line[], state: ScreenState, look: Look, layout: Layout): Line[] => {
	const notice = aboveKeys(noticeLines(state, look), layout);
	return notice.length === 0 && layout.bottom > 1 ? lines : notice;
};

const fullLines = (state: ScreenState, look: Look, layout: Layout): readonly Line[] => {
	if (state.isLeaving) {
		return [leavingLine(state)];
	}

	const bottom = traitsOf(state)?.bottom;
	if (bottom) {
		return bottom.lines(state, look, layout);
	}

	return state.mode.kind === browse.kind
		? noticeOr(layout.side > 0 ? [] : [detailLine(state, look)], state, look, layout)
		: aboveKeys(noticeLines(state, look), layout);
};

/** Keys take precedence if both do not fit. */
const choosing = (title: string, state: ScreenState, look: Look, {tier, bottom}: Layout): Line[] => {
	const titles: Line[] = tier === 'minimal' ? [] : [[segment(` ${title}`, 'strong')]];
	return [...titles, ...choiceLines(state, look, bottom - titles.length)];
};

/** Prompt, notice or details of the selected row, and the keys below; `isLong` if a text does not fit on the screen. */
export const bottomLines = (state: ScreenState, look: Look, layout: Layout, isLong = false): Line[] => {
	const title = choiceTitle(state);
	const wanted = title === undefined ? [...fullLines(state, look, layout), footerLine(state, look, isLong)] : choosing(title, state, look, layout);
	const lines = wanted.slice(0, layout.bottom);
	return [...Array.from({length: layout.bottom - lines.length}, () => []), ...lines];
};
