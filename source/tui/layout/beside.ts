import type {Glyphs} from '../glyphs.js';
import type {Look} from '../look.js';
import {fitLine, segment, type Line} from './line.js';

const dividerAt = (row: number, rules: ReadonlySet<number>, {divider, dividerTop, dividerLeft}: Glyphs): string => {
	if (!rules.has(row)) {
		return divider;
	}

	return row === 0 ? dividerTop : dividerLeft;
};

type Joints = {
	/** Rows of the left part with a rule, which ends at the divider. */
	readonly rules?: ReadonlySet<number>;
};

/** Two panes side by side with a divider; the left one of the given width. */
export const beside = (left: readonly Line[], columns: number, right: readonly Line[], {glyphs, rules = new Set()}: Look & Joints): Line[] =>
	right.map((line, row) => [...fitLine(left[row] ?? [], columns, glyphs.ellipsis), segment(dividerAt(row, rules, glyphs), 'muted'), ...line]);
