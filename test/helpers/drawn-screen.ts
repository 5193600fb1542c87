import {stripVTControlCharacters} from 'node:util';
import {Chalk} from 'chalk';
import {renderToString} from 'ink';
import {createElement} from 'react';
import {Screen} from '../../source/tui/components/screen.js';
import {unicodeGlyphs} from '../../source/tui/look/glyphs.js';
import {LookContext, StoreContext} from '../../source/tui/hooks/use-screen.js';
import type {Look} from '../../source/tui/look/look.js';
import type {ScreenState} from '../../source/tui/state/screen-state.js';
import {monoTheme, type Theme, type Tone} from '../../source/tui/look/theme.js';
import {viewOf} from '../../source/tui/store/view.js';

export const plainLook: Look = {theme: monoTheme, glyphs: unicodeGlyphs};

/** What Ink draws of a state, with its styles. */
export const drawnRows = (state: ScreenState, look = plainLook): string[] => {
	const store = {view: viewOf(state), subscribe: () => () => undefined};
	const screen = createElement(StoreContext, {value: store}, createElement(LookContext, {value: look}, createElement(Screen)));
	return renderToString(screen, {columns: state.size.columns}).split('\n');
};

/** The rows of a screen as text, trailing spaces cut off. */
export const screenOf = (state: ScreenState, look = plainLook): string[] =>
	drawnRows(state, look).map(row => stripVTControlCharacters(row).trimEnd());

const tones: readonly Tone[] = ['strong', 'muted', 'title', 'key', 'good', 'info', 'warn', 'bad', 'selected', 'selectedBad', 'cursor'];

const palette = new Chalk({level: 2});

const tonalTheme: Theme = {
	...monoTheme,
	...Object.fromEntries(tones.map((tone, color) => [tone, (text: string) => palette.ansi256(color)(text)])),
};

type Run = {
	readonly text: string;
	readonly tone: Tone;
};

/** The runs of a tone, row by row. */
export const tonesOn = (state: ScreenState): ReadonlyArray<readonly Run[]> => drawnRows(state, {...plainLook, theme: tonalTheme}).map(row =>
	// eslint-disable-next-line no-control-regex, regexp/no-control-character -- Styles.
	Array.from(row.matchAll(/(?:\u{1B}\[(?:38;5;(?<color>\d+)|39)m)?(?<text>[^\u{1B}]+)/gv), ({groups}) => ({text: groups!['text']!, tone: tones[Number(groups!['color'])] ?? 'plain'})));
