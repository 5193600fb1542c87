import type {Line} from '../layout/line.js';
import type {Look} from '../look.js';
import {paneRule, positionOf} from './pane.js';

export type TextPane = {
	readonly title: string;
	readonly remark?: Line;
	readonly lines: readonly Line[];
	/** Index of the first line on the screen; where the text has become shorter since, its end is shown. */
	readonly top: number;
};

type PaneSize = {
	readonly columns: number;
	/** Rows for the text, its rule left out. */
	readonly visible: number;
};

/** A text to read below its rule: exactly as many rows as there are for it. */
export const textPane = ({title, remark, lines, top: wanted}: TextPane, {columns, visible}: PaneSize, look: Look): Line[] => {
	const top = Math.max(0, Math.min(wanted, lines.length - visible));
	return [
		paneRule({title, isFocused: true, position: positionOf(top, visible, lines.length, look), ...(remark && {remark})}, columns, look),
		...Array.from({length: visible}, (_, index) => lines[top + index] ?? []),
	];
};
