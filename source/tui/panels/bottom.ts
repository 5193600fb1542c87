import type {Layout} from '../layout/layout.js';
import {segment, type Line} from '../layout/line.js';
import type {Look} from '../look.js';
import type {ScreenState} from '../state/screen-state.js';
import {sanitize} from '../text/sanitize.js';
import {widthOf} from '../text/width.js';
import {choiceLines, choiceTitle} from './choices.js';
import {detailLine} from './detail.js';
import {exportForm} from './export-form.js';
import {filterPrompt} from './filter-prompt.js';
import {findPrompt} from './find-prompt.js';
import {footerLine} from './footer.js';
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

/** Where a sentence has no room, what every address begins with is left out first. */
const shortened = (text: string, columns: number): string => widthOf(text) < columns ? text : text.replaceAll('http://', '');

const noticeLine = ({notice, now, size: {columns}}: ScreenState, {glyphs}: Look): Line | undefined =>
	notice && notice.until > now ? [segment(` ${shortened(sanitize(notice.text, glyphs), columns)}`, notice.tone)] : undefined;

const noticeLines = (state: ScreenState, look: Look): Line[] => {
	const notice = noticeLine(state, look);
	return notice ? [notice] : [];
};

const browseLines = (state: ScreenState, look: Look, {bottom, side}: Layout): Line[] =>
	bottom < 2 ? noticeLines(state, look) : [noticeLine(state, look) ?? (side > 0 ? [] : detailLine(state, look))];

const fullLines = (state: ScreenState, look: Look, layout: Layout): Line[] => {
	const {mode} = state;
	if (state.isLeaving) {
		return [leavingLine(state)];
	}

	if (mode.kind === 'confirm' || mode.kind === 'replay') {
		// The last row is that of the keys that answer.
		return questionLines(state, look).slice(0, Math.max(1, layout.bottom - 1));
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
			return [noticeLine(state, look) ?? settingDetail(mode, look)];
		}

		case 'metrics':
		case 'events':
		case 'details':
		case 'inspect': {
			return noticeLines(state, look);
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
			return browseLines(state, look, layout);
		}
	}
};

/** The keys come before the words where there is no room for both. */
const choosing = (title: string, state: ScreenState, look: Look, {tier, bottom}: Layout): Line[] => {
	const titles: Line[] = tier === 'minimal' ? [] : [[segment(` ${title}`, 'strong')]];
	return [...titles, ...choiceLines(state, look, bottom - titles.length)];
};

/** What is asked, said or known of the selected row, and below it the keys of the moment. */
export const bottomLines = (state: ScreenState, look: Look, layout: Layout): Line[] => {
	const title = choiceTitle(state);
	const wanted = title === undefined ? [...fullLines(state, look, layout), footerLine(state, look)] : choosing(title, state, look, layout);
	const lines = wanted.slice(0, layout.bottom);
	return [...Array.from({length: layout.bottom - lines.length}, () => []), ...lines];
};
