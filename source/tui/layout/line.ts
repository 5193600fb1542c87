import {pad, truncate, widthOf} from '../text/width.js';
import type {Theme, Tone} from '../theme.js';

/** A run of text of one tone. */
export type Segment = {
	readonly text: string;
	/** @default 'plain' */
	readonly tone?: Tone;
};

/** One row of the screen. */
export type Line = readonly Segment[];

export const segment = (text: string, tone: Tone = 'plain'): Segment => ({text, tone});

export const lineWidth = (line: Line): number => line.reduce((width, {text}) => width + widthOf(text), 0);

/** Makes a line exactly `columns` wide: cut with an ellipsis, or filled up with spaces. */
export const fitLine = (line: Line, columns: number, ellipsis: string): Line => {
	const fitted: Segment[] = [];
	let room = columns;
	for (const {text, tone} of line) {
		const width = widthOf(text);
		if (width > room) {
			fitted.push({text: pad(truncate(text, room, ellipsis), room), tone});
			return fitted;
		}

		fitted.push({text, tone});
		room -= width;
	}

	return room > 0 ? [...fitted, {text: ' '.repeat(room)}] : fitted;
};

/** One tone for the whole line, over whatever its parts had. */
export const toned = (line: Line, tone: Tone): Line => [{text: line.map(({text}) => text).join(''), tone}];

/** These are seen on spaces too. */
const hasBackground = (tone: Tone): boolean => tone === 'selected' || tone === 'cursor';

const paintSegment = ({text, tone = 'plain'}: Segment, theme: Theme): string => {
	const visible = hasBackground(tone) ? text : text.trimEnd();
	return (visible === '' ? '' : theme[tone](visible)) + text.slice(visible.length);
};

/** The line as the terminal gets it, without the spaces at its end: each character costs Ink time. */
export const paint = (line: Line, theme: Theme): string => {
	const painted = line.map(part => paintSegment(part, theme)).join('').trimEnd();
	// Ink gives a text without characters no row at all.
	return painted === '' ? ' ' : painted;
};
