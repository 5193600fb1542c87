import type {Layout} from '../layout/layout.js';
import {segment, type Line} from '../layout/line.js';
import type {Look} from '../look.js';
import type {ScreenState} from '../state/screen-state.js';
import {choiceLines, choiceTitle} from './choices.js';
import {detailLine} from './detail.js';
import {exportForm} from './export-form.js';
import {filterPrompt} from './filter-prompt.js';
import {findPrompt} from './find-prompt.js';
import {footerLine} from './footer.js';
import {noticeLines} from './notice.js';
import {palettePrompt} from './palette-prompt.js';
import {addForm} from './add-form.js';
import {questionLines} from './question.js';
import {settingDetail, settingForm} from './setting-form.js';
import {weightForm} from './weight-form.js';

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
const noticeOr = (lines: Line[], state: ScreenState, look: Look, layout: Layout): Line[] => {
	const notice = aboveKeys(noticeLines(state, look), layout);
	return notice.length === 0 && layout.bottom > 1 ? lines : notice;
};

const fullLines = (state: ScreenState, look: Look, layout: Layout): Line[] => {
	const {mode} = state;
	if (state.isLeaving) {
		return [leavingLine(state)];
	}

	if (mode.kind === 'confirm' || mode.kind === 'replay') {
		return aboveKeys(questionLines(state, look), layout);
	}

	switch (mode.kind) {
		case 'add': {
			return addForm(mode, state, look, layout);
		}

		case 'weight': {
			return weightForm(mode, state, look, layout);
		}

		case 'export': {
			return exportForm(mode, state, look, layout);
		}

		case 'setting': {
			return settingForm(mode, state, look, layout);
		}

		case 'settings': {
			return noticeOr(settingDetail(mode, {columns: state.size.columns, rows: layout.bottom - 1}, look), state, look, layout);
		}

		case 'metrics':
		case 'events':
		case 'details':
		case 'inspect': {
			return aboveKeys(noticeLines(state, look), layout);
		}

		case 'filter': {
			return filterPrompt(mode, state, look, layout);
		}

		case 'find': {
			return findPrompt(mode, state, look, layout);
		}

		case 'palette': {
			return palettePrompt(mode, state, look, layout);
		}

		case 'sort':
		case 'term':
		case 'help': {
			return [];
		}

		case 'browse': {
			return noticeOr(layout.side > 0 ? [] : [detailLine(state, look)], state, look, layout);
		}
	}
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
