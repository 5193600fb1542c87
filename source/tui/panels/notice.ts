import {segment, type Line} from '../layout/line.js';
import {anyLook, type Look} from '../look.js';
import type {ScreenState} from '../state/screen-state.js';
import {widthOf} from '../text/width.js';
import {wrapWithin} from '../text/wrap.js';
import {margin} from './prose.js';

/** A longer sentence would hide too much of what it is about. */
const mostRows = 3;

/** Where a sentence has no room in one row, what every address begins with is left out first. */
const shortened = (text: string, columns: number): string => widthOf(text) < columns ? text : text.replaceAll('http://', '');

/** What is said for a while, in as many rows as it takes; none when there is nothing to say. */
export const noticeLines = ({notice, now, size: {columns}}: ScreenState, look: Look): Line[] => notice && notice.until > now
	? wrapWithin(shortened(notice.text, columns), columns - 1, mostRows, look.glyphs).map(line => [segment(margin), segment(line, notice.tone)])
	: [];

/** How many rows that are. */
export const noticeRows = (state: ScreenState): number => noticeLines(state, anyLook).length;
