import type {Look} from '../look/look.js';
import {pad} from '../text/width.js';
import {wrapText, wrapWords} from '../text/wrap.js';
import type {Tone} from '../look/theme.js';
import {segment, type Line} from './line.js';

/** Left margin of text. */
export const margin = ' ';
const labelWidth = 11;

/** An external text, wrapped. */
export const paragraph = (text: string, columns: number, look: Look, tone: Tone = 'plain'): Line[] =>
	wrapWords(text, columns - 2, look.glyphs).map(line => [segment(margin), segment(line, tone)]);

/** The same with all whitespace kept. */
export const verbatim = (text: string, columns: number, look: Look): Line[] =>
	wrapText(text, columns - 2, look.glyphs).map(line => [segment(margin), segment(line)]);

/** The same with a label at the left. */
export const labelled = (label: string, text: string, columns: number, look: Look, tone: Tone = 'plain'): Line[] =>
	wrapWords(text, columns - labelWidth - 2, look.glyphs).map((line, index) => [
		segment(margin + pad(index === 0 ? label : '', labelWidth), 'muted'),
		segment(line, tone),
	]);

/** A heading with a blank line above it. */
export const heading = (text: string, remark = ''): Line[] => [[], [segment(margin + text, 'title'), ...(remark === '' ? [] : [segment(`  ${remark}`, 'muted')])]];
