import {segment, type Line} from '../layout/line.js';
import type {Look} from '../look.js';
import {pad} from '../text/width.js';
import {wrapText, wrapWords} from '../text/wrap.js';
import type {Tone} from '../theme.js';

/** Left of what is written in sentences. */
export const margin = ' ';
const labelWidth = 11;

/** A text from outside, in as many lines as it takes. */
export const paragraph = (text: string, columns: number, look: Look, tone: Tone = 'plain'): Line[] =>
	wrapWords(text, columns - 2, look.glyphs).map(line => [segment(margin), segment(line, tone)]);

/** The same for what is no sentence: nothing of it is left out, no space either. */
export const verbatim = (text: string, columns: number, look: Look): Line[] =>
	wrapText(text, columns - 2, look.glyphs).map(line => [segment(margin), segment(line)]);

/** The same with a word at its left that says what it is. */
export const labelled = (label: string, text: string, columns: number, look: Look, tone: Tone = 'plain'): Line[] =>
	wrapWords(text, columns - labelWidth - 2, look.glyphs).map((line, index) => [
		segment(margin + pad(index === 0 ? label : '', labelWidth), 'muted'),
		segment(line, tone),
	]);

/** A heading with a blank line above it. */
export const heading = (text: string, remark = ''): Line[] => [[], [segment(margin + text, 'title'), ...(remark === '' ? [] : [segment(`  ${remark}`, 'muted')])]];
