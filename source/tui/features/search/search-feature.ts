import {contexts, type Context} from '../../input/contexts.js';
import type {TextExtent} from '../../feature.js';
import type {Layout} from '../../layout/layout.js';
import {segment, type Line} from '../../layout/line.js';
import type {Look} from '../../look/look.js';
import {prompt} from '../../modes/prompt.js';
import {toBelow} from '../../modes/to-below.js';
import {textEntry} from '../../modes/text-entry.js';
import {fieldLine, refusalLine} from '../../modes/field-line.js';
import {paneRule} from '../../layout/pane.js';
import type {Mode} from '../../state/mode.js';
import {traitsOf, type Feature, type ScreenState, type Session} from '../../state/screen-state.js';
import {insertSpaced, textField} from '../../state/text-field.js';
import {formatCount} from '../../text/units.js';
import {searchMode, type SearchMode} from './search-mode.js';

/** Lines of the text that contain what is searched for, by their indexes. */
const foundLines = (extent: TextExtent | undefined, search: string): readonly number[] => {
	const wanted = search.toLowerCase();
	return extent?.words().flatMap((words, index) => words.toLowerCase().includes(wanted) ? [index] : []) ?? [];
};

const extentOf = (state: ScreenState): TextExtent | undefined => traitsOf(state)?.text?.extentOf(state);

/** Lines of context above a match. */
const linesAbove = 2;

/** Brings a line into sight. */
const show = (session: Session, line: number): void => {
	const {state} = session;
	const text = traitsOf(state)?.text;
	const extent = text?.extentOf(state);
	if (!text || !extent) {
		return;
	}

	const {top, visible, isSelection = false} = extent;
	if (isSelection) {
		text.scrollTo(session, line);
	} else if (line < top || line >= top + visible) {
		text.scrollTo(session, Math.max(0, line - linesAbove));
	}
};

/** Shows the next match after a line, or the first; before it, or the last. */
const walk = (session: Session, step: 1 | -1): void => {
	const {search} = session.state.mode;
	if (!search) {
		return;
	}

	const found = foundLines(extentOf(session.state), search.text);
	const {at} = search;
	const next = step === 1 ? found.find(line => line > at) : found.findLast(line => line < at);
	const line = next ?? (step === 1 ? found[0] : found.at(-1));
	if (line === undefined) {
		session.notify(`Nothing here contains ${search.text}`, 'warn');
		return;
	}

	session.change({mode: {...session.state.mode, search: {...search, at: line}}});
	show(session, line);
	if (next === undefined && found.length > 1) {
		session.notify(step === 1 ? 'Back at the first match' : 'Back at the last match', 'warn');
	}
};

const withoutSearch = ({search: _ended, ...mode}: Mode): Mode => mode;

/** Shows the first match from where the text stands as the search is typed. */
const entry = textEntry((session, change) => {
	const {mode} = session.state;
	if (!searchMode.is(mode)) {
		return;
	}

	const field = change(mode.field);
	const {before} = mode;
	if (field.text === '') {
		session.change({mode: searchMode.of({...mode, field, back: withoutSearch(before)})});
		return;
	}

	// The text below scrolls as it does without the prompt.
	session.change({mode: before});
	const extent = extentOf(session.state);
	const found = foundLines(extent, field.text);
	const at = found.find(line => line >= (extent?.top ?? 0)) ?? found[0] ?? -1;
	if (at !== -1) {
		show(session, at);
	}

	session.change({mode: searchMode.of({...mode, field, back: {...session.state.mode, search: {text: field.text, at}}})});
}, insertSpaced);

const adviceLine = ({field: {text}, back}: SearchMode, state: ScreenState): Line => {
	if (text === '') {
		return [segment(' Any part of the text', 'muted')];
	}

	const count = foundLines(extentOf({...state, mode: back}), text).length;
	return [segment(` ${count === 1 ? '1 line contains' : `${formatCount(count)} lines contain`} it`, count === 0 ? 'warn' : 'muted')];
};

const searchPrompt = (mode: SearchMode, state: ScreenState, look: Look, {tier}: Layout): readonly Line[] => [
	...(tier === 'minimal' ? [] : [paneRule({title: 'Search', isFocused: true}, state.size.columns, look)]),
	fieldLine(' Search  ', mode.field, state.size.columns, look),
	refusalLine(mode.field) ?? adviceLine(mode, state),
];

const context: Context = {id: 'search', title: 'Search in a text', place: 'in the search of a text'};

export const searchFeature: Feature = {
	commands: [
		{
			id: 'search',
			context: contexts.reading,
			keys: ['/'],
			label: 'search',
			help: 'Search in the text or the list',
			footer: 'sometimes',
			run(session) {
				const {mode} = session.state;
				session.change({mode: searchMode.of({field: textField(''), back: withoutSearch(mode), before: withoutSearch(mode)})});
			},
		},
		toBelow({id: 'keep-search', context, keys: ['enter'], label: 'keep', help: 'Keep the search; n and N then walk through the matches'}),
		{
			id: 'drop-search',
			context,
			keys: ['esc'],
			label: 'cancel',
			help: 'Cancel the search',
			footer: 'usually',
			run(session) {
				const {mode} = session.state;
				if (searchMode.is(mode)) {
					session.change({mode: mode.before});
				}
			},
		},
		{
			id: 'next-found',
			context: contexts.found,
			keys: ['n'],
			label: 'next match',
			help: 'Go to the next match',
			footer: 'usually',
			run(session) {
				walk(session, 1);
			},
		},
		{
			id: 'previous-found',
			context: contexts.found,
			keys: ['N'],
			label: 'previous match',
			help: 'Go to the previous match',
			run(session) {
				walk(session, -1);
			},
		},
		{
			id: 'end-search',
			context: contexts.found,
			keys: ['esc'],
			label: 'end search',
			help: 'End the search; n and N mean what they did before',
			footer: 'always',
			run(session) {
				session.change({mode: withoutSearch(session.state.mode)});
			},
		},
	],
	modes: {
		search: {contexts: [context, contexts.typing, contexts.anywhere], entry, bottom: prompt(searchMode, [3, 4], searchPrompt), isOverlay: true},
	},
};
