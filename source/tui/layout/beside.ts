import type {Look} from '../look/look.js';
import {fitLine, segment, type Line} from './line.js';

/** Two texts side by side with a divider; the left one of the given width. */
export const beside = (left: readonly Line[], columns: number, right: readonly Line[], {glyphs}: Look): Line[] =>
	right.map((line, row) => [...fitLine(left[row] ?? [], columns, glyphs.ellipsis), segment(glyphs.divider, 'muted'), ...line]);
