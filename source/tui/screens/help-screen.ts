import {filterFields} from '../../model/request-filter/fields.js';
import {contextsAround, keyGroups, type KeyGroup} from '../bindings.js';
import {beside} from '../layout/beside.js';
import {segment, space, type Line} from '../layout/line.js';
import type {Look} from '../look.js';
import {stateSign} from '../panels/backend-state.js';
import {bottomLines} from '../panels/bottom.js';
import {keyName} from '../panels/key-name.js';
import {textPane} from '../panels/text-pane.js';
import type {Layout} from '../layout/layout.js';
import type {HelpMode} from '../state/help-mode.js';
import type {ScreenState, Size} from '../state/screen-state.js';
import type {StateWord} from '../state/state-word.js';
import {pad} from '../text/width.js';

const stateMeanings: ReadonlyArray<readonly [StateWord, string]> = [
	['UP', 'Takes requests'],
	['DOWN', 'A check or request failed: gets none until a check succeeds'],
	['EJECT', 'Answered requests badly: gets none for a while'],
	['CHECKING', 'Not checked yet: takes requests meanwhile'],
	['DRAIN', 'Gets no new requests, finishes those in flight'],
	['OFF', 'Disabled: gets no requests'],
];

const keyColumn = 15;
/** Two columns, in each of which the longest line has room. */
const twoColumnsFrom = 160;

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const entry = (name: Line, nameWidth: number, help: string): Line => [segment('  '), ...name, space(Math.max(2, keyColumn - nameWidth)), segment(help)];

const keyLines = ({title, commands}: KeyGroup, {glyphs}: Look): Line[] => [
	[segment(` ${title}`, 'strong')],
	...commands.map(({keys, help}) => {
		const names = keys.map(key => keyName(key, glyphs)).join(' ');
		return entry([segment(names, 'key')], names.length, help);
	}),
];

const stateLines = ({glyphs}: Look): Line[] => [
	[segment(' States of a backend', 'strong')],
	...stateMeanings.map(([word, meaning]) => {
		const {glyph, tone} = stateSign(word, glyphs);
		return entry([segment(pad(`${glyph} ${word}`, 10), tone)], 10, meaning);
	}),
];

const filterLines = (): Line[] => [
	[segment(' Filters: all terms have to hold, ! negates one, | is or, quotes keep spaces', 'strong')],
	...filterFields.map(({name, help, example}) => {
		const term = `${name}:${example}`;
		return entry([segment(term, 'key')], term.length, upperFirst(help));
	}),
	entry([segment('text', 'key')], 4, 'Requests that show the text in any column'),
];

/** What belongs together, the keys of where one was in front. */
const sections = ({back}: HelpMode, {commands, pane}: ScreenState, look: Look): ReadonlyArray<readonly Line[]> => {
	const groups = keyGroups(commands);
	const first = contextsAround({mode: back, pane});
	const firstGroups = first.flatMap(context => groups.filter(group => group.context === context));
	const others = groups.filter(({context}) => !first.includes(context));
	return [
		...firstGroups.map(group => keyLines(group, look)),
		stateLines(look),
		filterLines(),
		...others.map(group => keyLines(group, look)),
	];
};

/** Each section with a blank line above it, but for the first. */
const column = (parts: ReadonlyArray<readonly Line[]>): Line[] => parts.flatMap((lines, index) => index === 0 ? lines : [[], ...lines]);

/** Each section goes to where it stands highest, so that the first ones are seen first. */
const twoColumns = (parts: ReadonlyArray<readonly Line[]>): readonly [Line[], Line[]] => {
	const [left, right]: [Array<readonly Line[]>, Array<readonly Line[]>] = [[], []];
	for (const part of parts) {
		(column(left).length <= column(right).length ? left : right).push(part);
	}

	return [column(left), column(right)];
};

/** All that there is to read, on the screen or not; in two columns where none of it has to be cut for that. */
export const helpText = (mode: HelpMode, state: ScreenState, look: Look): readonly Line[] => {
	const {columns} = state.size;
	const parts = sections(mode, state, look);
	if (columns < twoColumnsFrom) {
		return column(parts);
	}

	const [left, right] = twoColumns(parts);
	const length = Math.max(left.length, right.length);
	return beside(left, Math.floor((columns - 1) / 2), Array.from({length}, (_, index) => right[index] ?? []), look);
};

/** Rows for it. */
export const helpRows = ({rows}: Size, {bottom}: Layout): number => Math.max(0, rows - 1 - bottom);

/** All keys and states; scrolls where they do not fit. */
export const helpScreen = (state: ScreenState, look: Look, layout: Layout): Line[] => {
	const {size, mode} = state;
	if (mode.kind !== 'help') {
		return [];
	}

	const pane = {title: 'Help', lines: helpText(mode, state, look), top: mode.top};
	return [...textPane(pane, {columns: size.columns, visible: helpRows(size, layout)}, look), ...bottomLines(state, look, layout)];
};
