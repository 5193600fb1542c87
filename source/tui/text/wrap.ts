import type {Glyphs} from '../glyphs.js';
import {sanitize} from './sanitize.js';
import {takeColumns} from './width.js';

/** Longer texts are made safe piece by piece. */
const pieceLength = 1000;

const pieces = function * (text: string): Generator<string> {
	for (let start = 0; start < text.length; start += pieceLength) {
		yield text.slice(start, start + pieceLength);
	}
};

/** A text from outside, safe, as lines of at most `columns`; one that is empty takes a line as well. */
export const wrapText = (text: string, columns: number, glyphs: Glyphs): readonly string[] => {
	const width = Math.max(2, columns);
	const lines: string[] = [];
	for (const piece of pieces(text)) {
		let rest = sanitize(piece, glyphs);
		while (rest !== '') {
			const line = takeColumns(rest, width);
			lines.push(line);
			rest = rest.slice(line.length);
		}
	}

	return lines.length === 0 ? [''] : lines;
};
