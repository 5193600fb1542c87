import {
	segment,
	toned,
	lineWidth,
	type Line,
} from '../layout/line.js';
import type {Look} from '../look.js';
import type {Tone} from '../theme.js';

type PaneTitle = {
	readonly title: string;
	readonly isFocused: boolean;
	/** What is worth knowing of the list as a whole. */
	readonly remark?: string;
	readonly remarkTone?: Tone;
	/** At the far end, such as which part of the list is on the screen. */
	readonly position?: string;
};

/** The rule above a list: its title, a remark, and where one is in it. */
export const paneRule = ({title, isFocused, remark, remarkTone = 'muted', position}: PaneTitle, columns: number, {glyphs}: Look): Line => {
	const left: Line = [
		segment(`${glyphs.rule} `, 'muted'),
		segment(title, isFocused ? 'title' : 'strong'),
		...(remark === undefined ? [] : [segment('  '), segment(remark, remarkTone)]),
		segment(' '),
	];
	const right: Line = position === undefined ? [] : [segment(` ${position} ${glyphs.rule}`, 'muted')];
	const room = Math.max(0, columns - lineWidth(left) - lineWidth(right));
	return [...left, segment(glyphs.rule.repeat(room), 'muted'), ...right];
};

/** `3–8 of 20`, when not all of the list is on the screen. */
export const positionOf = (top: number, visible: number, total: number, {glyphs}: Look): string | undefined =>
	total > visible ? `${top + 1}${glyphs.none}${Math.min(total, top + visible)} of ${total}` : undefined;

/** Marks the row that keys act on: the whole of it where the focus is, with a sign in the margin elsewhere; another sign stands for a mark that a person has set. */
export const markRow = (line: Line, isSelected: boolean, isFocused: boolean, {glyphs}: Look, isMarked = false): Line => {
	const sign = segment(isMarked ? glyphs.mark : ' ', 'strong');
	return isSelected && isFocused
		? toned([segment(' '), sign, ...line], 'selected')
		: [segment(isSelected ? glyphs.marker : ' ', 'strong'), sign, ...line];
};

/** Columns that the margins of a row take. */
export const rowMargin = 2;
