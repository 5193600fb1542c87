import type {Layout} from '../../layout/layout.js';
import {segment, type Line} from '../../layout/line.js';
import type {Look} from '../../look/look.js';
import {browse} from '../../state/mode.js';
import {traitsOf, type ScreenState} from '../../state/screen-state.js';
import type {View} from '../../store/view.js';
import {choiceLines, choiceTitle} from './choices.js';
import {detailLine} from './detail-line.js';
import {noticeLines} from './notice-lines.js';

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

type PromptLines = {
	readonly lines: readonly Line[];
	/** Whether there is room for the keys below. */
	readonly hasKeys: boolean;
};

/** Prompt, notice or details of the selected row. A choice consists of its keys. */
export const promptLines = ({state, layout}: View, look: Look): PromptLines => {
	const title = choiceTitle(state);
	if (title !== undefined) {
		return {lines: choosing(title, state, look, layout).slice(0, layout.bottom), hasKeys: false};
	}

	const lines = fullLines(state, look, layout).slice(0, layout.bottom);
	return {lines, hasKeys: lines.length < layout.bottom};
};
