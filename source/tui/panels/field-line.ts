import {segment, type Line} from '../layout/line.js';
import type {Look} from '../look.js';
import {maxLength, type TextField} from '../state/text-field.js';
import {sanitize} from '../text/sanitize.js';
import {formatCount} from '../text/units.js';
import {widthOf} from '../text/width.js';

/** Where the end of a text begins that fits, so that the cursor behind it stays in sight. */
const startOfEnd = (text: string, columns: number): number => {
	let start = 0;
	while (start < text.length && widthOf(text.slice(start)) > columns) {
		start += text.codePointAt(start)! > 0xFF_FF ? 2 : 1;
	}

	return start;
};

/** The name in front is left out where there is no room. */
const labelOf = (name: string, columns: number): string => columns < 30 ? '' : name;

/** The part before the cursor that is on the screen. */
const shownBefore = (name: string, {text, cursor}: TextField, columns: number, {glyphs}: Look): string => {
	const before = sanitize(text.slice(0, cursor), glyphs);
	const room = Math.max(0, columns - labelOf(name, columns).length - 1);
	return before.slice(startOfEnd(before, room));
};

/** A line of text as it is typed. */
export const fieldLine = (name: string, field: TextField, columns: number, look: Look): Line => {
	const characters = [...field.text.slice(field.cursor)];
	return [
		segment(labelOf(name, columns), 'strong'),
		segment(shownBefore(name, field, columns, look)),
		segment(sanitize(characters[0] ?? ' ', look.glyphs), 'cursor'),
		segment(sanitize(characters.slice(1).join(''), look.glyphs)),
	];
};

/** That something had no room in it, in place of what is told of it otherwise. */
export const refusalLine = ({refused}: TextField): Line | undefined => refused === undefined
	? undefined
	: [segment(` Not inserted: ${formatCount(refused)} characters, the limit is ${maxLength}`, 'warn')];

/** The column in which a place of the text stands, counted from 0; one that is out of sight counts as the nearest in sight. */
export const fieldColumn = (name: string, field: TextField, position: number, columns: number, look: Look): number => {
	const {text, cursor} = field;
	const start = labelOf(name, columns).length;
	const beforeWidth = widthOf(shownBefore(name, field, columns, look));
	const [low, high] = [Math.min(position, cursor), Math.max(position, cursor)];
	const between = widthOf(sanitize(text.slice(low, high), look.glyphs));
	const column = start + beforeWidth + (position < cursor ? -between : between);
	return Math.max(start, Math.min(column, columns - 1));
};
