import type {Layout} from '../layout/layout.js';
import {segment, toned, type Line} from '../layout/line.js';
import type {Look} from '../look.js';
import {foundCommands, type PaletteMode} from '../state/palette-mode.js';
import type {ScreenState} from '../state/screen-state.js';
import {scrollTop} from '../state/scroll.js';
import {pad} from '../text/width.js';
import {fieldLine} from './field-line.js';
import {keyName} from './key-name.js';
import {paneRule} from './pane.js';

const nameColumns = 18;
const keyColumns = 12;

/** A line to type in, and the commands that it may mean. */
export const palettePrompt = (mode: PaletteMode, state: ScreenState, look: Look, {tier, bottom}: Layout): Line[] => {
	const {columns} = state.size;
	const rule = tier === 'minimal' ? [] : [paneRule({title: 'Commands', isFocused: true}, columns, look)];
	const found = foundCommands(state, mode.field.text);
	const visible = Math.max(0, bottom - rule.length - 2);
	const top = scrollTop(0, mode.choice, visible, found.length);
	const lines = found.slice(top, top + visible).map((command, index) => {
		const {keys, label, labelNow, help} = command;
		const line = [
			segment(` ${pad(labelNow?.(state) ?? label, nameColumns)} `, 'strong'),
			segment(`${pad(keyName(keys[0], look.glyphs), keyColumns)} `, 'key'),
			segment(help, 'muted'),
		];
		return top + index === mode.choice ? toned(line, 'selected') : line;
	});
	const nothing: Line = [segment(' No command of that name can do anything now', 'warn')];
	const shown = found.length === 0 && visible > 0 ? [nothing] : lines;
	return [...rule, fieldLine(' :', mode.field, columns, look), ...Array.from({length: visible}, (_, index) => shown[index] ?? [])];
};
