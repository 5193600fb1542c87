import {filterFields} from '../../model/request-filter/fields.js';
import {keyGroups, type KeyGroup} from '../bindings.js';
import {segment, space, type Line} from '../layout/line.js';
import type {BoundCommand} from '../keymap/bound-command.js';
import {unicodeGlyphs} from '../glyphs.js';
import type {Look} from '../look.js';
import {stateSign} from '../panels/backend-state.js';
import {bottomLines} from '../panels/bottom.js';
import {keyName} from '../panels/key-name.js';
import {paneRule, positionOf} from '../panels/pane.js';
import type {Layout} from '../layout/layout.js';
import type {ScreenState, Size} from '../state/screen-state.js';
import type {StateWord} from '../state/state-word.js';
import {pad} from '../text/width.js';
import {monoTheme} from '../theme.js';

const stateMeanings: ReadonlyArray<readonly [StateWord, string]> = [
	['UP', 'Takes requests'],
	['DOWN', 'The last check or request failed: gets no requests until a check succeeds'],
	['EJECT', 'Answered requests badly: gets none for a while'],
	['CHECKING', 'Not checked yet: takes requests meanwhile'],
	['DRAIN', 'Gets no new requests, finishes those in flight'],
	['OFF', 'Disabled: gets no requests'],
];

const keyColumn = 20;

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const entry = (name: Line, nameWidth: number, help: string): Line => [segment('  '), ...name, space(Math.max(1, keyColumn - nameWidth)), segment(help)];

const keyLines = (groups: readonly KeyGroup[], {glyphs}: Look): Line[] => groups.flatMap(({title, commands}): Line[] => [
	[],
	[segment(` ${title}`, 'strong')],
	...commands.map(({keys, help}) => {
		const names = keys.map(key => keyName(key, glyphs)).join(' ');
		return entry([segment(names, 'key')], names.length, help);
	}),
]);

const stateLines = ({glyphs}: Look): Line[] => [
	[],
	[segment(' States of a backend', 'strong')],
	...stateMeanings.map(([word, meaning]) => {
		const {glyph, tone} = stateSign(word, glyphs);
		return entry([segment(pad(`${glyph} ${word}`, 10), tone)], 10, meaning);
	}),
];

const filterLines = (): Line[] => [
	[],
	[segment(' Filters: all terms have to hold, ! turns one round, | is or, quotes keep spaces', 'strong')],
	...filterFields.map(({name, help, example}) => {
		const term = `${name}:${example}`;
		return entry([segment(term, 'key')], term.length, upperFirst(help));
	}),
	entry([segment('text', 'key')], 4, 'Requests that show the text in any column'),
];

/** Groups that belong to the lists themselves; the others belong to what is opened from there. */
const listGroups = 3;

/** Everything but the blank line that would come first; what one looks for first stands first. */
const helpLines = (commands: readonly BoundCommand[], look: Look): Line[] => {
	const groups = keyGroups(commands);
	return [
		...keyLines(groups.slice(0, listGroups), look),
		...stateLines(look),
		...filterLines(),
		...keyLines(groups.slice(listGroups), look),
	].slice(1);
};

const visibleRows = ({rows}: Size, {bottom}: Layout): number => Math.max(0, rows - 1 - bottom);

/** Where the help begins after scrolling by so many pages. */
export const scrolledHelp = (top: number, pages: number, {size, commands}: ScreenState, layout: Layout): number => {
	const visible = visibleRows(size, layout);
	const helpLength = helpLines(commands, {theme: monoTheme, glyphs: unicodeGlyphs}).length;
	const wanted = top + (pages * Math.max(1, visible - 1));
	return Math.max(0, Math.min(wanted, helpLength - visible));
};

/** All keys and states; scrolls where they do not fit. */
export const helpScreen = (state: ScreenState, look: Look, layout: Layout): Line[] => {
	const {size, mode} = state;
	const lines = helpLines(state.commands, look);
	const visible = visibleRows(size, layout);
	const top = mode.kind === 'help' ? scrolledHelp(mode.top, 0, state, layout) : 0;
	const rule = paneRule({title: 'Help', isFocused: true, position: positionOf(top, visible, lines.length, look)}, size.columns, look);
	return [rule, ...Array.from({length: visible}, (_, index) => lines[top + index] ?? []), ...bottomLines(state, look, layout)];
};
