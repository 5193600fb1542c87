import type {Glyphs} from '../look/glyphs.js';
import {sanitize} from './sanitize.js';
import {takeColumns} from './width.js';

/** Longer texts are sanitized in pieces. */
const pieceLength = 1000;

const pieces = function * (text: string): Generator<string> {
	for (let start = 0; start < text.length; start += pieceLength) {
		yield text.slice(start, start + pieceLength);
	}
};

type TakeLine = (rest: string, columns: number) => string;

const wrap = (text: string, columns: number, glyphs: Glyphs, takeLine: TakeLine): readonly string[] => {
	const width = Math.max(2, columns);
	const lines: string[] = [];
	for (const piece of pieces(text)) {
		let rest = sanitize(piece, glyphs);
		while (rest !== '') {
			const line = takeLine(rest, width);
			lines.push(line);
			rest = rest.slice(line.length);
		}
	}

	return lines.length === 0 ? [''] : lines;
};

/** An external text, sanitized and wrapped to `columns`; an empty one takes a line as well. */
export const wrapText = (text: string, columns: number, glyphs: Glyphs): readonly string[] => wrap(text, columns, glyphs, takeColumns);

/** As many words as fit, with the space after them; a longer word is cut. */
const takeWords: TakeLine = (rest, columns) => {
	const line = takeColumns(rest, columns);
	const words = line.length === rest.length || rest[line.length] === ' ' ? rest.slice(0, line.length + 1) : line.slice(0, line.lastIndexOf(' ') + 1);
	return words === '' ? line : words;
};

/** The same at word boundaries. */
export const wrapWords = (text: string, columns: number, glyphs: Glyphs): readonly string[] => wrap(text, columns, glyphs, takeWords).map(line => line.trimEnd());

/** The same in at most so many lines; the last holds the rest, to be cut. */
export const wrapWithin = (text: string, columns: number, rows: number, glyphs: Glyphs): readonly string[] => {
	const lines = wrapWords(text, columns, glyphs);
	return lines.length <= rows ? lines : [...lines.slice(0, rows - 1), lines.slice(rows - 1).join(' ')];
};
