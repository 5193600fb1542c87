import type {Look} from '../look.js';
import {fitLine, segment, type Line} from './line.js';

/** Two parts of the screen side by side, with a divider; the left one as wide as given. */
export const beside = (left: readonly Line[], columns: number, right: readonly Line[], {glyphs}: Look): Line[] =>
	right.map((line, index) => [...fitLine(left[index] ?? [], columns, glyphs.ellipsis), segment(glyphs.divider, 'muted'), ...line]);
