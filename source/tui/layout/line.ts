import {writtenApart} from '../text/apart.js';
import {pad, truncate, widthOf} from '../text/width.js';
import type {Look} from '../look/look.js';
import type {Theme, Tone} from '../look/theme.js';

/** A run of text of one tone. */
export type Segment = {
	readonly text: string;
	/** @default 'plain' */
	readonly tone?: Tone;
	/** Its width, if known. */
	readonly width?: number;
	/** Id of the command that a click on it runs. */
	readonly command?: string;
};

/** One row of the screen. */
export type Line = readonly Segment[];

export const segment = (text: string, tone: Tone = 'plain'): Segment => ({text, tone});

const segmentWidth = ({text, width}: Segment): number => width ?? widthOf(text);

export const lineWidth = (line: Line): number => line.reduce((width, part) => width + segmentWidth(part), 0);

/** The part of a line in a column of the screen. */
export const segmentAt = (line: Line, column: number): Segment | undefined => {
	let end = 0;
	return line.find(part => {
		end += segmentWidth(part);
		return column < end;
	});
};

/** Blank space. */
export const space = (columns: number): Segment => ({text: ' '.repeat(columns), width: columns});

/** Cuts a line with an ellipsis or pads it to exactly `columns`. */
export const fitLine = (line: Line, columns: number, ellipsis: string): Line => {
	const fitted: Segment[] = [];
	let room = columns;
	for (const part of line) {
		const width = segmentWidth(part);
		if (width > room) {
			fitted.push({...part, text: pad(truncate(part.text, room, ellipsis), room), width: room});
			return fitted;
		}

		fitted.push(part);
		room -= width;
	}

	if (room > 0) {
		fitted.push(space(room));
	}

	return fitted;
};

/** Inverts a line; only the tones of errors remain. */
export const selectedLine = (line: Line): Line => line.map(part => ({...part, tone: part.tone === 'bad' ? 'selectedBad' : 'selected'}));

/** Tones that are visible on spaces. */
const grounds: ReadonlySet<Tone> = new Set(['selected', 'selectedBad', 'cursor']);

/** Merges segments of the same tone and the spaces between: each change of style costs bytes to the terminal. */
const joined = (line: Line): Segment[] => {
	const runs: Segment[] = [];
	for (const {text, tone = 'plain'} of line) {
		const last = runs.at(-1);
		const isRoom = !grounds.has(tone) && text.trim() === '';
		if (last && (last.tone === tone || (isRoom && !grounds.has(last.tone!)))) {
			runs[runs.length - 1] = {text: last.text + text, tone: last.tone!};
		} else {
			runs.push({text, tone});
		}
	}

	return runs;
};

const paintSegment = ({text, tone = 'plain'}: Segment, theme: Theme): string => {
	const visible = grounds.has(tone) ? text : text.trimEnd();
	return (visible === '' ? '' : theme[tone](visible)) + text.slice(visible.length);
};

/** The line for the terminal, without trailing spaces. */
export const paint = (line: Line, theme: Theme): string => writtenApart(joined(line).map(part => paintSegment(part, theme)).join('').trimEnd());

/** Rows of at most so many columns, as strings for the terminal. */
export const paintLines = (lines: readonly Line[], columns: number, {theme, glyphs}: Look): string[] =>
	lines.map(line => paint(fitLine(line, columns, glyphs.ellipsis), theme));
