import {asciiGlyphs, unicodeGlyphs} from '../../look/glyphs.js';
import {wrapItems} from '../../layout/items.js';
import {segment, type Line} from '../../layout/line.js';
import type {Look} from '../../look/look.js';
import {traitsOf, type ScreenState} from '../../state/screen-state.js';
import {monoTheme} from '../../look/theme.js';
import {footerItems} from './footer-line.js';

/** The title of a choice by key; undefined in other modes. */
export const choiceTitle = (state: ScreenState): string | undefined => state.isLeaving ? undefined : traitsOf(state)?.choice;

const mostRows = 4;

/** All keys of the choice, in as many rows as needed. */
export const choiceLines = (state: ScreenState, {glyphs}: Look, rows: number): Line[] =>
	wrapItems(footerItems(state, glyphs), {columns: state.size.columns - 2, gap: 2, rows: Math.min(rows, mostRows)}).map(line => [segment(' '), ...line]);

export const choiceRows = (state: ScreenState): number =>
	Math.max(...[unicodeGlyphs, asciiGlyphs].map(glyphs => choiceLines(state, {theme: monoTheme, glyphs}, mostRows).length));
