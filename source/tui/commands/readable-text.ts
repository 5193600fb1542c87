import {unicodeGlyphs} from '../glyphs.js';
import type {Look} from '../look.js';
import type {Session} from '../session.js';
import type {ScreenState} from '../state/screen-state.js';
import {monoTheme} from '../theme.js';

/** How many lines there are does not depend on how they look. */
export const anyLook: Look = {theme: monoTheme, glyphs: unicodeGlyphs};

export type TextExtent = {
	/** Index of the first line on the screen. */
	readonly top: number;
	readonly length: number;
	/** Lines that the screen has room for. */
	readonly visible: number;
};

/** A mode's text, as scrolling reaches it. */
export type ReadableText = {
	extentOf(state: ScreenState): TextExtent | undefined;
	scrollTo(session: Session, top: number): void;
};
