import type {Line} from '../layout/line.js';
import type {Look} from '../look.js';
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

/** A text below its rule, in exactly the available rows. */
export const textPane = ({title, remark, lines, top: wanted}: TextPane, {columns, visible}: PaneSize, look: Look): Line[] => {
	const top = Math.max(0, Math.min(wanted, lines.length - visible));
	return [
		paneRule({title, isFocused: true, position: positionOf(top, visible, lines.length, look), ...(remark && {remark})}, columns, look),
		...Array.from({length: visible}, (_, index) => lines[top + index] ?? []),
	];
};
