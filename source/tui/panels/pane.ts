import {
	segment,
	selectedLine,
	lineWidth,
	type Line,
	type Segment,
} from '../layout/line.js';
import type {Glyphs} from '../glyphs.js';
import {sanitize} from '../text/sanitize.js';
import {widthOf} from '../text/width.js';
import type {Look} from '../look.js';

type PaneTitle = {
	readonly title: string;
	readonly isFocused: boolean;
	/** What is worth knowing of the list as a whole. */
	readonly remark?: Line;
	/** At the far end, such as which part of the list is on the screen. */
	readonly position?: string;
};

const ruleStart = ({rule}: Glyphs): Segment => segment(`${rule} `, 'muted');

/** Columns that a remark may take behind a title. */
export const remarkRoom = (title: string, columns: number, {glyphs}: Look): number =>
	Math.max(0, columns - lineWidth([ruleStart(glyphs)]) - widthOf(title) - '  '.length - ' '.length);

/** The rule above a list: its title, a remark, and where one is in it, as far as the remark leaves room for that. */
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

/** `3–8 of 20`, when not all of the list is on the screen. */
export const positionOf = (top: number, visible: number, total: number, {glyphs}: Look): string | undefined =>
	total > visible ? `${top + 1}${glyphs.none}${Math.min(total, top + visible)} of ${total}` : undefined;

type RowMarks = {
	readonly isSelected: boolean;
	readonly isFocused: boolean;
	/** Whether it is one of those that are looked for, among others. */
	readonly isMatch?: boolean;
	/** Whether a person has set a mark. */
	readonly isMarked?: boolean;
};

const signOf = ({isMarked = false, isMatch = false}: RowMarks, {glyphs}: Look): Segment => isMarked ? segment(glyphs.mark, 'strong') : segment(isMatch ? glyphs.match : ' ', 'info');

/** Marks the row that keys act on: the whole of it where the focus is, with a sign in the margin elsewhere; other signs stand beside it. */
export const markRow = (line: Line, marks: RowMarks, look: Look): Line => marks.isSelected && marks.isFocused && look.isBehind !== true
	? selectedLine([segment(' '), signOf(marks, look), ...line])
	: [segment(marks.isSelected ? look.glyphs.marker : ' ', 'strong'), signOf(marks, look), ...line];

/** Columns that the margins of a row take. */
export const rowMargin = 2;
