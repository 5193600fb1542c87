import stringWidth from 'string-width';
import {isPrintableAscii as isAscii} from './ascii.js';

const segmenter = new Intl.Segmenter();

/** Measuring beyond ASCII is slow, and texts repeat. */
const knownWidths = new Map<string, number>();
const maxKnownWidths = 2000;

/** Marks, and vowels and finals of a Hangul syllable, share the column of their base. */
const joining = /[\p{Enclosing_Mark}\p{Nonspacing_Mark}\u{1160}-\u{11FF}\u{D7B0}-\u{D7FF}]/v;

/**
Most terminals give each character its columns (as `wcwidth` does), even within a grapheme, such as a Devanagari conjunct or a Thai letter
with its vowel. Measured as graphemes these would be too narrow.
*/
const measure = (text: string): number => {
	const known = knownWidths.get(text);
	if (known !== undefined) {
		return known;
	}

	if (knownWidths.size >= maxKnownWidths) {
		knownWidths.clear();
	}

	let width = 0;
	for (const character of text) {
		width += joining.test(character) ? 0 : stringWidth(character);
	}

	knownWidths.set(text, width);
	return width;
};

/** The width of a text in columns. */
export const widthOf = (text: string): number => isAscii(text) ? text.length : measure(text);

export const graphemes = (text: string): string[] => isAscii(text) ? [...text] : Array.from(segmenter.segment(text), ({segment}) => segment);

/** The longest prefix of whole characters that fits. */
const takeCharacters = (characters: readonly string[], columns: number): string => {
	let taken = '';
	let width = 0;
	for (const character of characters) {
		width += widthOf(character);
		if (width > columns) {
			break;
		}

		taken += character;
	}

	return taken;
};

/** The longest prefix that fits; at least one character, however wide. */
export const takeColumns = (text: string, columns: number): string => {
	if (widthOf(text) <= columns) {
		return text;
	}

	const taken = isAscii(text) ? text.slice(0, columns) : takeCharacters(graphemes(text), columns);
	return taken === '' ? graphemes(text)[0]! : taken;
};

/** Cuts a text to at most `columns`, with an ellipsis. */
export const truncate = (text: string, columns: number, ellipsis: string): string => {
	if (widthOf(text) <= columns) {
		return text;
	}

	return columns < 1 ? '' : takeCharacters(graphemes(text), columns - widthOf(ellipsis)) + ellipsis;
};

/** Cuts the middle, so that the start of a host name and its port stay legible. */
export const truncateMiddle = (text: string, columns: number, ellipsis: string): string => {
	if (widthOf(text) <= columns || columns < 5) {
		return truncate(text, columns, ellipsis);
	}

	const room = columns - widthOf(ellipsis);
	const characters = graphemes(text);
	const head = takeCharacters(characters, Math.floor(room / 2));
	const tail = takeCharacters(characters.toReversed(), room - widthOf(head));
	return head + ellipsis + graphemes(tail).toReversed().join('');
};

export type Align = 'left' | 'right';

/** Pads with spaces to `columns`. */
export const pad = (text: string, columns: number, align: Align = 'left'): string => {
	const space = ' '.repeat(Math.max(0, columns - widthOf(text)));
	return align === 'left' ? text + space : space + text;
};
