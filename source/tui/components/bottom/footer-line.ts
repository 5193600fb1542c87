import {footerCommands} from '../../input/bindings.js';
import type {Glyphs} from '../../look/glyphs.js';
import {fitItems, type Item} from '../../layout/items.js';
import {segment, type Line} from '../../layout/line.js';
import type {Look} from '../../look/look.js';
import type {ScreenState, Command} from '../../state/screen-state.js';
import {sanitize} from '../../text/sanitize.js';
import {truncate} from '../../text/width.js';
import {contexts} from '../../input/contexts.js';
import {browse} from '../../state/mode.js';
import {footerRanks} from '../../feature.js';
import {keyName} from '../../input/key-name.js';

/** Labels can contain values of requests, of any length. */
const maxLabel = 36;

/** More than any footer has. */
const maxItems = 100;

/** By how many ranks the keys of every screen come after the screen's own. */
const globalRanks = 2;

/** The higher, the longer it stays; of equal ranks the last, which is the way out in many places. */
const priorityOf = ({context, footer = 'rarely'}: Command, index: number, {mode}: ScreenState): number => {
	const isGlobal = context === contexts.screens && mode.kind !== browse.kind;
	return index - ((footerRanks.indexOf(footer) + (isGlobal ? globalRanks : 0)) * maxItems);
};

/** A label that depends on the state falls back to its plain form before it is dropped. */
const commandItem = (command: Command, index: number, state: ScreenState, glyphs: Glyphs): Item => {
	const {label, labelNow, counterpart} = command;
	const now = truncate(sanitize(labelNow?.(state) ?? label, glyphs), maxLabel, glyphs.ellipsis);
	const opposite = state.commands.find(({id}) => id === counterpart);
	const name: Line = [command, ...(opposite ? [opposite] : [])].flatMap(({id, keys}, place) => [
		...(place === 0 ? [] : [segment('/', 'key')]),
		{...segment(keyName(keys[0], glyphs), 'key'), command: id},
	]);
	const labels = now.length > label.length ? [now, label] : [now];
	return {
		priority: priorityOf(command, index, state),
		variants: labels.map(text => [...name, {...segment(` ${text}`, 'muted'), command: command.id}]),
	};
};

/** The active keys with their labels. */
export const footerItems = (state: ScreenState, glyphs: Glyphs, isLong = false): Item[] => footerCommands(state, isLong).map((command, index) => commandItem(command, index, state, glyphs));

export const footerLine = (state: ScreenState, {glyphs}: Look, isLong: boolean): Line => [
	segment(' '),
	...fitItems(footerItems(state, glyphs, isLong), state.size.columns - 2, state.size.columns < 120 ? 2 : 3),
];
