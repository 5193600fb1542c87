import type {Glyphs} from '../look/glyphs.js';
import {sanitize} from '../text/sanitize.js';
import {widthOf} from '../text/width.js';
import type {Look} from '../look/look.js';
import {
	segment,
	selectedLine,
	lineWidth,
	type Line,
	type Segment,
} from './line.js';

type PaneTitle = {
	readonly title: string;
	readonly isFocused: boolean;
	/** Remark on the whole list. */
	readonly remark?: Line;
	/** Text at the right, such as the visible part of the list. */
	readonly position?: string;
};

const ruleStart = ({rule}: Glyphs): Segment => segment(`${rule} `, 'muted');

/** Maximum width of a remark. */
export const remarkRoom = (title: string, columns: number, {glyphs}: Look): number =>
	Math.max(0, columns - lineWidth([ruleStart(glyphs)]) - widthOf(title) - '  '.length - ' '.length);

/** The rule above a list: title, remark, and position if there is space. */
export const paneRule = ({title, isFocused, remark = [], position}: PaneTitle, columns: number, {glyphs, isBehind = false}: Look): Line => {
	const left: Line = [
		ruleStart(glyphs),
		segment(sanitize(title, glyphs), isFocused && !isBehind ? 'title' : 'strong'),
		...(remark.length === 0 ? [] : [segment('  '), ...remark]),
		segment(' '),
	];
	const right: Line = position === undefined ? [] : [segment(` ${position} ${glyphs.rule}`, 'muted')];
	const room = columns - lineWidth(left) - lineWidth(right);
	return room < 0
		? [...left, segment(glyphs.rule.repeat(Math.max(0, columns - lineWidth(left))), 'muted')]
		: [...left, segment(glyphs.rule.repeat(room), 'muted'), ...right];
};

/** `3–8 of 20`, if not all rows are visible. */
export const positionOf = (top: number, visible: number, total: number, {glyphs}: Look): string | undefined =>
	total > visible ? `${top + 1}${glyphs.none}${Math.min(total, top + visible)} of ${total}` : undefined;

type RowMarks = {
	readonly isSelected: boolean;
	readonly isFocused: boolean;
	/** Whether it matches the search. */
	readonly isMatch?: boolean;
	/** Whether it is marked. */
	readonly isMarked?: boolean;
};

const signOf = ({isMarked = false, isMatch = false}: RowMarks, {glyphs}: Look): Segment => isMarked ? segment(glyphs.mark, 'strong') : segment(isMatch ? glyphs.match : ' ', 'info');

/** The selected row: inverse with the focus, a sign in the margin without; other signs next to it. */
export const markRow = (line: Line, marks: RowMarks, look: Look): Line => marks.isSelected && marks.isFocused && look.isBehind !== true
	? selectedLine([segment(' '), signOf(marks, look), ...line])
	: [segment(marks.isSelected ? look.glyphs.marker : ' ', 'strong'), signOf(marks, look), ...line];

/** Width of the margins. */
export const rowMargin = 2;
