import {filterFields} from '../../../model/request-filter/fields.js';
import {contextsAround, keyGroups, offeredCommands, type KeyGroup} from '../../input/bindings.js';
import {beside} from '../../layout/beside.js';
import {widest} from '../../layout/columns.js';
import {segment, type Line} from '../../layout/line.js';
import type {Look} from '../../look/look.js';
import {stateSign} from '../../text/backend-state.js';
import {keyName} from '../../input/key-name.js';
import type {ScreenState} from '../../state/screen-state.js';
import type {StateWord} from '../../state/state-word.js';
import {textScreen} from '../../modes/text-screen.js';
import {pad} from '../../text/width.js';
import {wrapWords} from '../../text/wrap.js';
import type {Tone} from '../../look/theme.js';
import {helpMode, type HelpMode} from './help-mode.js';

const stateMeanings: ReadonlyArray<readonly [StateWord, string]> = [
	['UP', 'Takes requests'],
	['DOWN', 'A check or request failed: gets none until a check succeeds'],
	['EJECT', 'Failed requests: gets none for a while'],
	['CHECKING', 'Not checked yet: takes requests meanwhile'],
	['DRAIN', 'Gets no new requests, finishes those in flight'],
	['OFF', 'Disabled: gets no requests'],
];

/** Wider names get a line of their own. */
const widestName = 15;
/** Minimum width of two columns. */
const twoColumnsFrom = 160;

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

type Entry = {
	readonly name: string;
	readonly tone: Tone;
	readonly help: string;
};

type Section = {
	readonly title: string;
	readonly entries: readonly Entry[];
};

const keySection = ({context: {title}, commands}: KeyGroup, {glyphs}: Look): Section => ({
	title,
	entries: commands.map(({keys, help}) => ({name: keys.map(key => keyName(key, glyphs)).join(' '), tone: 'key', help})),
});

const stateSection = ({glyphs}: Look): Section => ({
	title: 'States of a backend',
	entries: stateMeanings.map(([word, help]) => {
		const {glyph, tone} = stateSign(word, glyphs);
		return {name: `${glyph} ${word}`, tone, help};
	}),
});

const filterSection: Section = {
	title: 'Filters: all terms must match, ! negates one, | is or, quotes keep spaces',
	entries: [
		...filterFields.map(({name, help, example}): Entry => ({name: `${name}:${example}`, tone: 'key', help: upperFirst(help)})),
		{name: 'text', tone: 'key', help: 'Requests that show the text in any column'},
	],
};

/** A name and its text, both wrapped. */
const entryLines = ({name, tone, help}: Entry, nameWidth: number, columns: number, {glyphs}: Look): Line[] => {
	const names = wrapWords(name, nameWidth, glyphs);
	const meanings = wrapWords(help, columns - nameWidth - 5, glyphs);
	return Array.from({length: Math.max(names.length, meanings.length)}, (_, index) =>
		[segment('  '), segment(pad(names[index] ?? '', nameWidth), tone), segment(`  ${meanings[index] ?? ''}`)]);
};

const sectionLines = ({title, entries}: Section, columns: number, look: Look): Line[] => {
	const nameWidth = widest(entries.map(({name}) => name), 1, widestName);
	return [
		...wrapWords(title, columns - 2, look.glyphs).map((line): Line => [segment(` ${line}`, 'strong')]),
		...entries.flatMap(entry => entryLines(entry, nameWidth, columns, look)),
	];
};

/** Sections, those of the current screen first. */
const sections = ({back}: HelpMode, state: ScreenState, look: Look): readonly Section[] => {
	const groups = keyGroups(offeredCommands(state));
	const first = contextsAround({...state, mode: back});
	const firstGroups = first.flatMap(context => groups.filter(group => group.context === context));
	const others = groups.filter(({context}) => !first.includes(context));
	return [
		...firstGroups.map(group => keySection(group, look)),
		stateSection(look),
		filterSection,
		...others.map(group => keySection(group, look)),
	];
};

/** Separates sections by a blank line. */
const column = (parts: ReadonlyArray<readonly Line[]>): Line[] => parts.flatMap((lines, index) => index === 0 ? lines : [[], ...lines]);

/** Each section goes to the shorter column, so that the first ones are on top. */
const twoColumns = (parts: ReadonlyArray<readonly Line[]>): readonly [Line[], Line[]] => {
	const [left, right]: [Array<readonly Line[]>, Array<readonly Line[]>] = [[], []];
	for (const part of parts) {
		(column(left).length <= column(right).length ? left : right).push(part);
	}

	return [column(left), column(right)];
};

const helpText = (mode: HelpMode, state: ScreenState, look: Look): readonly Line[] => {
	const {columns} = state.size;
	const isTwoColumns = columns >= twoColumnsFrom;
	const width = isTwoColumns ? Math.floor((columns - 1) / 2) : columns;
	const parts = sections(mode, state, look).map(section => sectionLines(section, width, look));
	if (!isTwoColumns) {
		return column(parts);
	}

	const [left, right] = twoColumns(parts);
	const length = Math.max(left.length, right.length);
	return beside(left, width, Array.from({length}, (_, index) => right[index] ?? []), look);
};

export const helpScreen = textScreen({kind: helpMode, title: () => 'Help', placement: 'brief', lines: helpText});
