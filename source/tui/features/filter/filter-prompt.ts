import {adviseOnFilter, type FilterAdvice} from '../../../model/request-filter/advise-on-filter.js';
import {parseRequestFilter, type FilterProblem} from '../../../model/request-filter/parse-request-filter.js';
import type {Layout} from '../../layout/layout.js';
import {lineWidth, segment, space, type Line} from '../../layout/line.js';
import type {Look} from '../../look/look.js';
import type {ScreenState} from '../../state/screen-state.js';
import {sanitize} from '../../text/sanitize.js';
import {widthOf} from '../../text/width.js';
import {fieldColumn, fieldLine, refusalLine} from '../../modes/field-line.js';
import {paneRule} from '../../layout/pane.js';
import type {FilterMode} from './filter-mode.js';

const label = ' Filter  ';

/** The error, with a sign at its position. */
const problemLine = ({field}: FilterMode, {error, position}: FilterProblem, columns: number, look: Look): Line => {
	const column = fieldColumn(label, field, position, columns, look);
	const words = sanitize(error, look.glyphs);
	const sign = segment(look.glyphs.caret, 'bad');
	// Right of the sign, or left of it if there is more space.
	return column + 2 + widthOf(words) <= columns || column < columns / 2
		? [space(column), sign, segment(` ${words}`, 'warn')]
		: [space(Math.max(0, column - widthOf(words) - 1)), segment(`${words} `, 'warn'), sign];
};

/** Scrolls to the selected completion. */
const completionLine = ({completions}: FilterAdvice, choice: number, columns: number, {glyphs}: Look): Line => {
	const offers = completions.map(({label: offered}, index): Line => [segment('  '), segment(sanitize(offered, glyphs), index === choice ? 'selected' : 'muted')]);
	const lead = segment(' tab', 'key');
	let first = 0;
	while (first < choice && lineWidth([lead, ...offers.slice(first, choice + 1).flat()]) > columns) {
		first++;
	}

	return offers.length === 0 ? [] : [lead, ...offers.slice(first).flat()];
};

/** The filter prompt; below it the explanation or the error, and the completions. */
export const filterPrompt = (mode: FilterMode, state: ScreenState, look: Look, {tier}: Layout): Line[] => {
	const {columns} = state.size;
	const {field: {text, cursor}, seen} = mode;
	const parsed = parseRequestFilter(text);
	const advice = adviseOnFilter(text, cursor, seen);
	const explanation = 'error' in parsed && (!parsed.isIncomplete || mode.isTried === true)
		? problemLine(mode, parsed, columns, look)
		: [segment(` ${sanitize(advice.explanation, look.glyphs)}`, 'muted')];
	return [
		...(tier === 'minimal' ? [] : [paneRule({title: 'Filter the requests', isFocused: true}, columns, look)]),
		fieldLine(label, mode.field, columns, look),
		refusalLine(mode.field) ?? explanation,
		...(tier === 'minimal' ? [] : [completionLine(advice, mode.choice, columns, look)]),
	];
};
