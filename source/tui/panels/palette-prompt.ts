import type {Layout} from '../layout/layout.js';
import {fitLine, segment, selectedLine, type Line} from '../layout/line.js';
import type {Look} from '../look.js';
import {foundCommands, type FoundCommand, type PaletteMode} from '../state/palette-mode.js';
import type {ScreenState} from '../state/screen-state.js';
import {scrollTop} from '../state/scroll.js';
import {pad} from '../text/width.js';
import {fieldLine, refusalLine} from './field-line.js';
import {keyName} from './key-name.js';
import {paneRule} from './pane.js';

const nameColumns = 18;
const keyColumns = 12;
/** With fewer, names and keys leave no room for what a command does. */
const helpFrom = 60;

type PaletteList = {
	readonly found: readonly FoundCommand[];
	/** Index of the first on the screen. */
	readonly top: number;
	/** How many are on the screen. */
	readonly shown: number;
	/** Rows above the list: a rule, what is typed, and why a paste was left out. */
	readonly above: number;
	/** Rows of the list, the last of which counts the others where there are more. */
	readonly rows: number;
};

/** Fewer rows are all needed for commands. */
const fewestRowsForCount = 2;

const listOf = (mode: PaletteMode, state: ScreenState, {tier, bottom}: Layout): PaletteList => {
	const found = foundCommands(state, mode);
	const above = (tier === 'minimal' ? 1 : 2) + (refusalLine(mode.field) ? 1 : 0);
	const rows = Math.max(0, bottom - above - 1);
	const shown = found.length > rows && rows >= fewestRowsForCount ? rows - 1 : Math.min(rows, found.length);
	return {found, top: scrollTop(0, mode.choice, shown, found.length), shown, above, rows};
};

/** Index of the command in this row of the screen. */
export const commandAt = (mode: PaletteMode, state: ScreenState, layout: Layout, row: number): number | undefined => {
	const {top, shown, above} = listOf(mode, state, layout);
	const offset = row - (state.size.rows - layout.bottom) - above;
	return offset >= 0 && offset < shown ? top + offset : undefined;
};

const commandLine = ({name, keys, help}: FoundCommand, isMarked: boolean, columns: number, {glyphs}: Look): Line => {
	const line = [
		segment(` ${pad(name, nameColumns)} `, 'strong'),
		segment(`${pad(keyName(keys[0], glyphs), keyColumns)} `, 'key'),
		...(columns < helpFrom ? [] : [segment(help, 'muted')]),
	];
	return isMarked ? selectedLine(fitLine(line, columns, glyphs.ellipsis)) : line;
};

/** How many there are that are not on the screen. */
const countLine = ({found, top, shown}: PaletteList, {glyphs}: Look): Line => {
	const below = found.length - top - shown;
	return [segment(` ${glyphs.ellipsis} ${below > 0 ? `${below} more` : `${top} more above`}`, 'muted')];
};

const listLines = (list: PaletteList, choice: number, columns: number, look: Look): Line[] => {
	const {found, top, shown, rows} = list;
	if (found.length === 0) {
		return [[segment(' No available command matches', 'warn')]];
	}

	return [
		...found.slice(top, top + shown).map((command, index) => commandLine(command, top + index === choice, columns, look)),
		...(shown < Math.min(rows, found.length) ? [countLine(list, look)] : []),
	];
};

/** A line to type in, and the commands that it may mean. */
export const palettePrompt = (mode: PaletteMode, state: ScreenState, look: Look, layout: Layout): Line[] => {
	const {columns} = state.size;
	const list = listOf(mode, state, layout);
	const lines = listLines(list, mode.choice, columns, look);
	const refusal = refusalLine(mode.field);
	return [
		...(layout.tier === 'minimal' ? [] : [paneRule({title: 'Commands', isFocused: true}, columns, look)]),
		fieldLine(' :', mode.field, columns, look),
		...(refusal ? [refusal] : []),
		...Array.from({length: list.rows}, (_, index) => lines[index] ?? []),
	];
};
