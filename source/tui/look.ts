import type {ScreenTheme} from '../model/screen-theme.js';
import {asciiGlyphs, unicodeGlyphs, type Glyphs} from './glyphs.js';
import {groundToldBy, type Ground} from './ground.js';
import {
	colorTheme,
	darkTheme,
	highContrastTheme,
	lightTheme,
	monoTheme,
	type Theme,
} from './theme.js';

export type Look = {
	readonly theme: Theme;
	readonly glyphs: Glyphs;
	/**
	Whether something in front of it has the focus.

	@default false
	*/
	readonly isBehind?: boolean;
};

/** For counting rows: how many there are does not depend on how they look. */
export const anyLook: Look = {theme: monoTheme, glyphs: unicodeGlyphs};

/** POSIX: the first of these that is set and not empty names the character encoding. */
const localeVariables = ['LC_ALL', 'LC_CTYPE', 'LANG'];

const canShowUnicode = (environment: NodeJS.ProcessEnv): boolean => {
	// The Linux console has a font of 256 or 512 glyphs, whatever the locale says.
	if (environment['TERM'] === 'linux') {
		return false;
	}

	const locale = localeVariables.map(name => environment[name]).find(Boolean);
	// Containers often set none of them, and the terminal at the other end of the connection is UTF-8 all the same.
	return locale === undefined || /utf-?8/iv.test(locale);
};

/** See https://no-color.org: any value but the empty one turns colours off. */
const hasColor = (environment: NodeJS.ProcessEnv): boolean => (environment['NO_COLOR'] ?? '') === '';

const themes: Readonly<Record<Exclude<ScreenTheme, 'auto'>, Theme>> = {
	dark: darkTheme, light: lightTheme, 'high-contrast': highContrastTheme, mono: monoTheme,
};

/** Whether there are the 256 colours that the themes for a known ground are made of. */
const hasManyColors = (environment: NodeJS.ProcessEnv): boolean => {
	const {TERM: terminal = '', COLORTERM: colors = ''} = environment;
	return !['linux', 'dumb'].includes(terminal) && (terminal.includes('256color') || ['truecolor', '24bit'].includes(colors));
};

const themeOf = (name: ScreenTheme, environment: NodeJS.ProcessEnv, ground: Ground | undefined): Theme => {
	if (name !== 'auto') {
		return themes[name];
	}

	if (!hasColor(environment)) {
		return monoTheme;
	}

	return ground === undefined || !hasManyColors(environment) ? colorTheme : themes[ground];
};

export type LookWishes = {
	/** @default auto */
	readonly theme?: ScreenTheme;
	/** @default what the environment says */
	readonly isAscii?: boolean;
};

/** Whether it makes a difference what the screen is drawn on. */
export const dependsOnGround = (environment: NodeJS.ProcessEnv, {theme = 'auto'}: LookWishes = {}): boolean =>
	theme === 'auto' && hasColor(environment) && hasManyColors(environment);

/** How the screen is drawn in a terminal with this environment and ground; what a person wishes comes first. */
export const chooseLook = (environment: NodeJS.ProcessEnv, {theme = 'auto', isAscii = false}: LookWishes = {}, ground = groundToldBy(environment)): Look => ({
	theme: themeOf(theme, environment, ground),
	glyphs: !isAscii && canShowUnicode(environment) ? unicodeGlyphs : asciiGlyphs,
});
