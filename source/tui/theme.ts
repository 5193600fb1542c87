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
	/** What is bad in such a row. */
	| 'selectedBad'
	/** The character under the text cursor. */
	| 'cursor';

type Style = (text: string) => string;

export type Theme = Readonly<Record<Tone, Style>>;

type WordTone = Exclude<Tone, 'plain' | 'strong' | 'selected' | 'selectedBad' | 'cursor'>;

const ink = new Chalk({level: 1});
const palette = new Chalk({level: 2});

const plain: Style = text => text;

/** Leaves the room around words and between columns as it is. */
const overWords = (style: Style): Style => text => text.replaceAll(/\S+(?: \S+)*/gv, words => style(words));

const themeWith = (words: Readonly<Record<WordTone, Style>>): Theme => {
	const badWords = overWords(words.bad);
	return {
		...words,
		plain,
		strong: ink.bold,
		selected: ink.inverse,
		selectedBad: text => ink.inverse(badWords(text)),
		cursor: ink.inverse,
	};
};

/**
For grounds that nobody knows, in the person's own sixteen colours. Cyan and yellow are hardly seen on white, and red on black: magenta and
bright red are seen on both.
*/
export const colorTheme: Theme = themeWith({
	muted: ink.dim,
	title: ink.bold.underline,
	key: ink.bold,
	good: ink.green,
	info: plain,
	warn: ink.magenta,
	bad: ink.bold.redBright,
});

/** No colour at all; emphasis stays. */
export const monoTheme: Theme = themeWith({
	muted: ink.dim,
	title: ink.bold.underline,
	key: ink.bold,
	good: plain,
	info: plain,
	warn: ink.bold,
	bad: ink.bold,
});

// By number: what Chalk takes for the nearest of a shade is often a much lighter one.
const colored = (color: number): Style => text => palette.ansi256(color)(text);
const boldColored = (color: number): Style => text => palette.bold.ansi256(color)(text);

/** For terminals of 256 colours. Hues that differ for colour-blind people as well (Okabe and Ito), on the given ground. */
const paletteTheme = ({muted, title, good, info, warn, bad}: Readonly<Record<Exclude<WordTone, 'key'>, number>>): Theme => themeWith({
	muted: colored(muted),
	title: boldColored(title),
	key: boldColored(title),
	good: colored(good),
	info: colored(info),
	warn: colored(warn),
	bad: boldColored(bad),
});

export const darkTheme: Theme = paletteTheme({
	muted: 248, title: 81, good: 79, info: 75, warn: 214, bad: 210,
});

export const lightTheme: Theme = paletteTheme({
	muted: 242, title: 19, good: 23, info: 26, warn: 94, bad: 124,
});

/** On black and white alike: no hue but for trouble, which brings a ground of its own. Nothing is dim. */
export const highContrastTheme: Theme = themeWith({
	muted: plain,
	title: ink.bold.underline,
	key: ink.bold.underline,
	good: plain,
	info: plain,
	warn: overWords(text => palette.ansi256(16).bgAnsi256(226)(text)),
	bad: overWords(text => palette.bold.ansi256(231).bgAnsi256(88)(text)),
});
