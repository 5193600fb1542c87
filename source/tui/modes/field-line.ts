import {segment, type Line} from '../layout/line.js';
import type {Look} from '../look/look.js';
import {maxLength, type TextField} from '../state/text-field.js';
import {sanitize} from '../text/sanitize.js';
import {formatCount} from '../text/units.js';
import {widthOf} from '../text/width.js';

/** Start of the visible end of a text, which keeps the cursor in sight. */
const startOfEnd = (text: string, columns: number): number => {
	let start = 0;
	while (start < text.length && widthOf(text.slice(start)) > columns) {
		start += text.codePointAt(start)! > 0xFF_FF ? 2 : 1;
	}

	return start;
};

/** The label is dropped if space is scarce. */
const labelOf = (name: string, columns: number): string => columns < 30 ? '' : name;

/** The visible part before the cursor. */
const shownBefore = (name: string, {text, cursor}: TextField, columns: number, {glyphs}: Look): string => {
	const before = sanitize(text.slice(0, cursor), glyphs);
	const room = Math.max(0, columns - labelOf(name, columns).length - 1);
	return before.slice(startOfEnd(before, room));
};

/** A text field. */
export const fieldLine = (name: string, field: TextField, columns: number, look: Look): Line => {
	const characters = [...field.text.slice(field.cursor)];
	return [
		segment(labelOf(name, columns), 'strong'),
		segment(shownBefore(name, field, columns, look)),
		segment(sanitize(characters[0] ?? ' ', look.glyphs), 'cursor'),
		segment(sanitize(characters.slice(1).join(''), look.glyphs)),
	];
};

/** Reports a rejected paste, in place of the usual advice. */
export const refusalLine = ({refused}: TextField): Line | undefined => refused === undefined
	? undefined
	: [segment(` Not inserted: ${formatCount(refused)} characters, the limit is ${maxLength}`, 'warn')];

/** The column of a position in the text, counted from 0; clamped to the visible part. */
export const fieldColumn = (name: string, field: TextField, position: number, columns: number, look: Look): number => {
	const {text, cursor} = field;
	const start = labelOf(name, columns).length;
	const beforeWidth = widthOf(shownBefore(name, field, columns, look));
	const [low, high] = [Math.min(position, cursor), Math.max(position, cursor)];
	const between = widthOf(sanitize(text.slice(low, high), look.glyphs));
	const column = start + beforeWidth + (position < cursor ? -between : between);
	return Math.max(start, Math.min(column, columns - 1));
};
