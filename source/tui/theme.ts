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
const paletteTheme = ({muted, title, good, info, warn, bad}: Readonly<Record<'muted' | 'title' | 'good' | 'info' | 'warn' | 'bad', number>>): Theme => {
	const palette = new Chalk({level: 2});
	// By number: what Chalk takes for the nearest of a shade is often a much lighter one.
	const colored = (color: number) => (text: string): string => palette.ansi256(color)(text);
	const bold = (color: number) => (text: string): string => palette.bold.ansi256(color)(text);
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
	muted: 245, title: 81, good: 79, info: 75, warn: 214, bad: 203,
});

export const lightTheme: Theme = paletteTheme({
	muted: 242, title: 24, good: 23, info: 25, warn: 94, bad: 124,
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
