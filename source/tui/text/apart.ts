import stringWidth from 'string-width';
import {graphemes, widthOf} from './width.js';

/** What can make one grapheme of several letters: Thai and Lao AM, and viramas between consonants. */
const mayJoin = /[\u{E33}\u{EB3}]|\p{Mark}\p{Letter}/v;

/** A letter that a virama joins to the one before it. */
const joined = /(?<=\p{Mark})(?=\p{Letter})/gv;

/**
Ink gives a grapheme the width of its first letter, while most terminals give each letter its own (see `widthOf`): whatever stands to the
right would be in the wrong column. Written apart, both agree: AM in its two parts, and a non-joiner between consonants.
*/
export const writtenApart = (text: string): string => mayJoin.test(text)
	? graphemes(text.replaceAll('\u{E33}', '\u{E4D}\u{E32}').replaceAll('\u{EB3}', '\u{ECD}\u{EB2}'))
		.map(grapheme => widthOf(grapheme) === stringWidth(grapheme) ? grapheme : grapheme.replaceAll(joined, '\u{200C}'))
		.join('')
	: text;
