import {segment, type Line} from '../../layout/line.js';
import {anyLook, type Look} from '../../look/look.js';
import type {ScreenState} from '../../state/screen-state.js';
import {widthOf} from '../../text/width.js';
import {wrapWithin} from '../../text/wrap.js';
import {margin} from '../../layout/prose.js';

/** A longer notice would hide too much of the screen. */
const mostRows = 3;

/** If it does not fit in one row, URL schemes are dropped first. */
const shortened = (text: string, columns: number): string => widthOf(text) < columns ? text : text.replaceAll('http://', '');

/** The current notice, in as many rows as needed. */
export const noticeLines = ({notice, now, size: {columns}}: ScreenState, look: Look): Line[] => notice && notice.until > now
	? wrapWithin(shortened(notice.text, columns), columns - 1, mostRows, look.glyphs).map(line => [segment(margin), segment(line, notice.tone)])
	: [];

export const noticeRows = (state: ScreenState): number => noticeLines(state, anyLook).length;
