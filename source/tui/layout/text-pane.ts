import type {ScreenLines} from '../feature.js';
import type {Look} from '../look/look.js';
import type {Line} from './line.js';
import {paneRule, positionOf} from './pane.js';

export type TextPane = {
	readonly title: string;
	readonly remark?: Line;
	readonly lines: readonly Line[];
	/** Index of the first visible line, clamped to the text. */
	readonly top: number;
};

type PaneSize = {
	readonly columns: number;
	/** Rows without the rule. */
	readonly visible: number;
};

/** What a screen draws in another mode than its own. */
export const nothing: ScreenLines = {lines: [], isLong: false};

/** The visible part of a text, below its rule. */
export const textPane = ({title, remark, lines, top: wanted}: TextPane, {columns, visible}: PaneSize, look: Look): ScreenLines => {
	const top = Math.max(0, Math.min(wanted, lines.length - visible));
	return {lines: [
		paneRule({title, isFocused: true, position: positionOf(top, visible, lines.length, look), ...(remark && {remark})}, columns, look),
		...lines.slice(top, top + visible),
	], isLong: lines.length > visible};
};
