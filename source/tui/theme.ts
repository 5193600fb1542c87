import {Chalk} from 'chalk';

/** What a piece of text means; a theme decides how that looks. */
export type Tone =
	| 'plain'
	| 'strong'
	| 'muted'
	| 'title'
	| 'key'
	| 'good'
	| 'info'
	| 'warn'
	| 'bad'
	/** A whole row that the next key acts on. */
	| 'selected'
	/** The character under the text cursor. */
	| 'cursor';

export type Theme = Readonly<Record<Tone, (text: string) => string>>;

// Sixteen colours only: they are the person's own palette, so the screen fits light and dark terminals alike.
const ink = new Chalk({level: 1});

const plain = (text: string): string => text;

export const colorTheme: Theme = {
	plain,
	strong: ink.bold,
	muted: ink.dim,
	title: ink.bold.cyan,
	key: ink.bold.cyan,
	good: ink.green,
	info: ink.cyan,
	warn: ink.yellow,
	bad: ink.bold.red,
	selected: ink.inverse,
	cursor: ink.inverse,
};

/** No colour at all; emphasis stays. */
export const monoTheme: Theme = {
	plain,
	strong: ink.bold,
	muted: ink.dim,
	title: ink.bold,
	key: ink.bold,
	good: plain,
	info: plain,
	warn: ink.bold,
	bad: ink.bold,
	selected: ink.inverse,
	cursor: ink.inverse,
};
