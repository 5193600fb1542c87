import {widest} from '../../layout/columns.js';
import type {Layout} from '../../layout/layout.js';
import {fitLine, segment, selectedLine, type Line} from '../../layout/line.js';
import type {Look} from '../../look/look.js';
import type {ScreenState} from '../../state/screen-state.js';
import {scrollTop} from '../../state/scroll.js';
import {pad} from '../../text/width.js';
import {sanitize} from '../../text/sanitize.js';
import {fieldLine, refusalLine} from '../../modes/field-line.js';
import {keyName} from '../../input/key-name.js';
import {paneRule} from '../../layout/pane.js';
import type {PaletteMode} from './palette-mode.js';
import {paletteEntries, type PaletteEntry} from './palette-entries.js';

const leastNameColumns = 18;
const mostNameColumns = 30;
const keyColumns = 12;
/** Minimum width for the help texts. */
const helpFrom = 60;

type PaletteList = {
	readonly found: readonly PaletteEntry[];
	readonly top: number;
	/** Number of visible commands. */
	readonly shown: number;
	/** Rows above the list: rule, input, and the report of a rejected paste. */
	readonly above: number;
	/** Rows of the list; the last counts the hidden ones. */
	readonly rows: number;
};

/** Below this, all rows show commands. */
const fewestRowsForCount = 2;

const listOf = (mode: PaletteMode, state: ScreenState, {tier, bottom}: Layout): PaletteList => {
	const found = paletteEntries(state, mode);
	const above = (tier === 'minimal' ? 1 : 2) + (refusalLine(mode.field) ? 1 : 0);
	const rows = Math.max(0, bottom - above - 1);
	const shown = found.length > rows && rows >= fewestRowsForCount ? rows - 1 : Math.min(rows, found.length);
	return {found, top: scrollTop(0, mode.choice, shown, found.length), shown, above, rows};
};

export const commandAt = (mode: PaletteMode, state: ScreenState, layout: Layout, row: number): number | undefined => {
	const {top, shown, above} = listOf(mode, state, layout);
	const offset = row - (state.size.rows - layout.bottom) - above;
	return offset >= 0 && offset < shown ? top + offset : undefined;
};

const commandLine = ({name, key, help}: PaletteEntry, isMarked: boolean, [nameColumns, columns]: readonly [number, number], {glyphs}: Look): Line => {
	const line = [
		segment(` ${pad(sanitize(name, glyphs), nameColumns)} `, 'strong'),
		segment(`${pad(key === undefined ? '' : keyName(key, glyphs), keyColumns)} `, 'key'),
		...(columns < helpFrom ? [] : [segment(sanitize(help, glyphs), 'muted')]),
	];
	return isMarked ? selectedLine(fitLine(line, columns, glyphs.ellipsis)) : line;
};

/** Number of hidden commands. */
const countLine = ({found, top, shown}: PaletteList, {glyphs}: Look): Line => {
	const below = found.length - top - shown;
	return [segment(` ${glyphs.ellipsis} ${below > 0 ? `${below} more` : `${top} more above`}`, 'muted')];
};

const listLines = (list: PaletteList, choice: number, columns: number, look: Look): Line[] => {
	const {found, top, shown, rows} = list;
	if (found.length === 0) {
		return [[segment(' No available command matches', 'warn')]];
	}

	const visible = found.slice(top, top + shown);
	const nameColumns = widest(visible.map(({name}) => sanitize(name, look.glyphs)), leastNameColumns, mostNameColumns);
	return [
		...visible.map((command, index) => commandLine(command, top + index === choice, [nameColumns, columns], look)),
		...(shown < Math.min(rows, found.length) ? [countLine(list, look)] : []),
	];
};

/** The palette: input, and the matching commands. */
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
