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

/** For terminals of 256 colours. Hues that differ for colour-blind people as well (Okabe and Ito), on the given ground. */
const paletteTheme = ({muted, title, good, info, warn, bad}: Readonly<Record<'muted' | 'title' | 'good' | 'info' | 'warn' | 'bad', string>>): Theme => {
	const palette = new Chalk({level: 2});
	const colored = (color: string) => (text: string): string => palette.hex(color)(text);
	const bold = (color: string) => (text: string): string => palette.bold.hex(color)(text);
	return {
		...monoTheme,
		muted: colored(muted),
		title: bold(title),
		key: bold(title),
		good: colored(good),
		info: colored(info),
		warn: colored(warn),
		bad: bold(bad),
	};
};

export const darkTheme: Theme = paletteTheme({
	muted: '#8a8a8a', title: '#5fd7ff', good: '#5fd7af', info: '#5fafff', warn: '#ffaf00', bad: '#ff5f5f',
});

export const lightTheme: Theme = paletteTheme({
	muted: '#6c6c6c', title: '#005f87', good: '#00765f', info: '#005faf', warn: '#875f00', bad: '#af0000',
});

/** Nothing is dim, and whatever matters is bold. */
export const highContrastTheme: Theme = {
	...monoTheme,
	muted: plain,
	good: ink.bold.greenBright,
	info: ink.bold.cyanBright,
	warn: ink.bold.yellowBright,
	bad: ink.bold.redBright,
	key: ink.bold.underline,
};
