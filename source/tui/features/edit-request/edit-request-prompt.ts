import type {Layout} from '../../layout/layout.js';
import {segment, type Line} from '../../layout/line.js';
import type {Look} from '../../look/look.js';
import {fieldLine, refusalLine} from '../../modes/field-line.js';
import {paneRule} from '../../layout/pane.js';
import type {ScreenState} from '../../state/screen-state.js';
import {scrollTop} from '../../state/scroll.js';
import {sanitize} from '../../text/sanitize.js';
import type {EditRequestMode} from './edit-request-mode.js';

const labelOf = (index: number, {lines}: EditRequestMode): string => {
	if (index === 0) {
		return ' Request  ';
	}

	return index === lines.length - 1 ? ' Body     ' : ' Header   ';
};

/** The lines around the one that is edited. */
export const editRequestPrompt = (mode: EditRequestMode, {size: {columns}}: ScreenState, look: Look, {tier, bottom}: Layout): readonly Line[] => {
	const {lines, at, field, problem} = mode;
	const rule = tier === 'minimal' ? [] : [paneRule({title: 'Edit and send', isFocused: true}, columns, look)];
	const note = refusalLine(field) ?? (problem === undefined ? undefined : [segment(` ${look.glyphs.down} `, 'bad'), segment(sanitize(problem, look.glyphs), 'warn')]);
	const rows = Math.max(1, bottom - 1 - rule.length - (note ? 1 : 0));
	const top = scrollTop(at - Math.floor(rows / 2), at, rows, lines.length);
	const shown = lines.slice(top, top + rows).map((line, offset): Line => top + offset === at
		? fieldLine(labelOf(at, mode), field, columns, look)
		: [segment(labelOf(top + offset, mode), 'muted'), segment(sanitize(line, look.glyphs))]);
	return [...rule, ...shown, ...(note ? [note] : [])];
};
