import stringWidth from 'string-width';
import type {Glyphs} from '../look/glyphs.js';
import {writtenApart} from './apart.js';
import {isPrintableAscii, toPrintableAscii} from './ascii.js';
import {graphemes, widthOf} from './width.js';

/** Longer than any row; more only costs time. */
const maxLength = 2000;

/** More combining marks than any language needs only overlap the rows above. */
const stackedMarks = /(?<kept>\p{Mark}{3})\p{Mark}+/gv;

/** A mark or syllable part without a base would merge into the column before it. */
const orphan = /^[\p{Mark}\u{1160}-\u{11FF}\u{D7B0}-\u{D7FF}]/v;

/**
Controls, unassigned and private characters, lone surrogates, bidirectional and invisible formatting, line separators; and
what joins several characters into one picture (ZWJ is a format character, skin tones, flags, keycaps), since terminals disagree on its width.
*/
const unsafe = /[\p{Default_Ignorable_Code_Point}\p{Emoji_Modifier}\p{Line_Separator}\p{Other}\p{Paragraph_Separator}\p{Regional_Indicator}\u{20E3}]/gv;

/** U+2400 and on are pictures of the C0 controls: an escape shows as ␛. */
const pictureOf = (character: string, glyphs: Glyphs): string => {
	const codePoint = character.codePointAt(0)!;
	return glyphs.isUnicode && codePoint < 0x20 ? String.fromCodePoint(0x24_00 + codePoint) : glyphs.hidden;
};

/** Whether terminals and Ink give it the same width, which they do not with parts of syllables that stand alone. */
const isAgreedOn = (text: string): boolean => widthOf(text) === stringWidth(writtenApart(text));

/**
Makes external text (paths, URLs, reasons) safe for a terminal: what could move the cursor, reorder, hide or join characters is replaced
visibly. The result is one line.
*/
export const sanitize = (text: string, glyphs: Glyphs): string => {
	const bounded = text.length > maxLength ? text.slice(0, maxLength) : text;
	if (isPrintableAscii(bounded)) {
		return bounded;
	}

	const safe = bounded
		.replaceAll(unsafe, character => pictureOf(character, glyphs))
		.replace(orphan, () => glyphs.hidden)
		.replaceAll(stackedMarks, '$<kept>');
	if (!glyphs.isUnicode) {
		return toPrintableAscii(safe, glyphs.hidden);
	}

	return isAgreedOn(safe) ? safe : graphemes(safe).map(grapheme => isAgreedOn(grapheme) ? grapheme : glyphs.hidden).join('');
};
