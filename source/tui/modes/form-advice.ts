import type {Layout} from '../layout/layout.js';
import {segment, space, type Line} from '../layout/line.js';
import type {Look} from '../look/look.js';
import type {TextField} from '../state/text-field.js';
import {wrapWithin} from '../text/wrap.js';
import {refusalLine} from './field-line.js';

type FormState = {
	readonly field: TextField;
	readonly isPending: boolean;
	readonly problem?: string;
};

type FormWords = {
	/** Text while the response is pending. */
	readonly pending: string;
	/** Text without an error. */
	readonly advice: readonly Line[];
};

/** Rows below a field. */
export type Room = {
	readonly columns: number;
	readonly rows: number;
};

const problemLines = (problem: string, {columns, rows}: Room, {glyphs}: Look): Line[] =>
	wrapWithin(problem, columns - 4, rows, glyphs).map((line, index) => [index === 0 ? segment(` ${glyphs.down} `, 'bad') : space(3), segment(line, 'warn')]);

/** The text below a field: error, progress or advice. */
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
	readonly above: readonly Line[];
	readonly advice: (room: Room) => readonly Line[];
};

/** The rows of a form without its keys. */
export const formLines = ({above, advice}: FormLines, columns: number, {bottom}: Layout): Line[] =>
	[...above, ...advice({columns, rows: Math.max(1, bottom - above.length - 1)})];
