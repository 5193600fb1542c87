import type {Layout} from '../layout/layout.js';
import {segment, space, type Line} from '../layout/line.js';
import type {Look} from '../look.js';
import type {TextField} from '../state/text-field.js';
import {wrapWithin} from '../text/wrap.js';
import {refusalLine} from './field-line.js';

type FormState = {
	readonly field: TextField;
	readonly isPending: boolean;
	readonly problem?: string;
};

type FormWords = {
	/** What is going on while the answer is awaited. */
	readonly pending: string;
	/** What to tell while nothing is wrong. */
	readonly advice: readonly Line[];
};

/** The rows for what is told below a field. */
export type Room = {
	readonly columns: number;
	readonly rows: number;
};

const problemLines = (problem: string, {columns, rows}: Room, {glyphs}: Look): Line[] =>
	wrapWithin(problem, columns - 4, rows, glyphs).map((line, index) => [index === 0 ? segment(` ${glyphs.down} `, 'bad') : space(3), segment(line, 'warn')]);

/** What is told below the field of a form. */
export const formAdvice = ({field, isPending, problem}: FormState, {pending, advice}: FormWords, room: Room, look: Look): Line[] => {
	const refusal = refusalLine(field);
	if (refusal) {
		return [refusal];
	}

	if (isPending) {
		return [[segment(` ${pending}${look.glyphs.ellipsis}`, 'info')]];
	}

	return problem === undefined ? [...advice] : problemLines(problem, room, look);
};

type FormLines = {
	/** The field and what stands above it. */
	readonly above: readonly Line[];
	readonly advice: (room: Room) => readonly Line[];
};

/** The rows of a form, its keys left out. */
export const formLines = ({above, advice}: FormLines, columns: number, {bottom}: Layout): Line[] =>
	[...above, ...advice({columns, rows: Math.max(1, bottom - above.length - 1)})];
