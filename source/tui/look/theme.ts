import {Chalk} from 'chalk';

/** The meaning of a text; a theme maps it to a style. */
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
	/** A curve of what may be bad. */
	| 'warnCurve'
	/** A curve of what is bad. */
	| 'badCurve'
	/** A whole row that the next key acts on. */
	| 'selected'
	/** What is bad in such a row. */
	| 'selectedBad'
	/** The character under the text cursor. */
	| 'cursor';

type Style = (text: string) => string;

export type Theme = Readonly<Record<Tone, Style>>;

type WordTone = Exclude<Tone, 'plain' | 'strong' | 'warnCurve' | 'badCurve' | 'selected' | 'selectedBad' | 'cursor'>;

type Curves = Pick<Theme, 'warnCurve' | 'badCurve'>;

const ink = new Chalk({level: 1});
const palette = new Chalk({level: 2});

const plain: Style = text => text;

/** Leaves spaces around words and between columns unstyled. */
const overWords = (style: Style): Style => text => text.replaceAll(/\S+(?: \S+)*/gv, words => style(words));

const themeWith = (words: Readonly<Record<WordTone, Style>>, {warnCurve, badCurve}: Partial<Curves> = {}): Theme => {
	const badWords = overWords(words.bad);
	return {
		...words,
		warnCurve: warnCurve ?? words.warn,
		badCurve: badCurve ?? words.bad,
		plain,
		strong: ink.bold,
		selected: ink.inverse,
		selectedBad: text => ink.inverse(badWords(text)),
		cursor: ink.inverse,
	};
};

/** For unknown backgrounds, in the terminal's own sixteen colours. Cyan and yellow are hard to see on white, red on black: magenta and bright red are visible on both. */
export const colorTheme: Theme = themeWith({
	muted: ink.dim,
	title: ink.bold.underline,
	key: ink.bold,
	good: ink.green,
	info: plain,
	warn: ink.magenta,
	bad: ink.bold.redBright,
});

/** No colours; emphasis stays. */
export const monoTheme: Theme = themeWith({
	muted: ink.dim,
	title: ink.bold.underline,
	key: ink.bold,
	good: plain,
	info: plain,
	warn: ink.bold,
	bad: ink.bold,
});

// By number: Chalk's nearest shade is often much lighter.
const colored = (color: number): Style => text => palette.ansi256(color)(text);
const boldColored = (color: number): Style => text => palette.bold.ansi256(color)(text);

/** For terminals with 256 colours. Hues that colour-blind users can tell apart (Okabe and Ito), on the given background. */
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

/** For black and white backgrounds alike: no hue except for errors, with a background of their own, on which a curve would not be seen. Nothing is dim. */
export const highContrastTheme: Theme = themeWith({
	muted: plain,
	title: ink.bold.underline,
	key: ink.bold.underline,
	good: plain,
	info: plain,
	warn: overWords(text => palette.ansi256(16).bgAnsi256(226)(text)),
	bad: overWords(text => palette.bold.ansi256(231).bgAnsi256(88)(text)),
}, {warnCurve: plain, badCurve: plain});
