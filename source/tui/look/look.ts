import type {ScreenTheme} from '../../model/screen-theme.js';
import {groundFrom, type Ground} from '../terminal/ground.js';
import {asciiGlyphs, unicodeGlyphs, type Glyphs} from './glyphs.js';
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
	Whether an overlay has the focus.

	@default false
	*/
	readonly isBehind?: boolean;
};

/** For counting rows, which does not depend on the look. */
export const anyLook: Look = {theme: monoTheme, glyphs: unicodeGlyphs};

/** POSIX: the first non-empty one sets the character encoding. */
const localeVariables = ['LC_ALL', 'LC_CTYPE', 'LANG'];

const canShowUnicode = (environment: NodeJS.ProcessEnv): boolean => {
	// The Linux console has a font of 256 or 512 glyphs, whatever the locale says.
	if (environment['TERM'] === 'linux') {
		return false;
	}

	const locale = localeVariables.map(name => environment[name]).find(Boolean);
	// Containers often set none of them, while the terminal at the other end uses UTF-8.
	return locale === undefined || /utf-?8/iv.test(locale);
};

/** See https://no-color.org: any value but the empty one turns colours off. */
const hasColor = (environment: NodeJS.ProcessEnv): boolean => (environment['NO_COLOR'] ?? '') === '';

const themes: Readonly<Record<Exclude<ScreenTheme, 'auto'>, Theme>> = {
	dark: darkTheme, light: lightTheme, 'high-contrast': highContrastTheme, mono: monoTheme,
};

/** Whether there are 256 colours, which the themes for a known background need. */
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

/** Whether the look depends on the background. */
export const dependsOnGround = (environment: NodeJS.ProcessEnv, {theme = 'auto'}: LookWishes = {}): boolean =>
	theme === 'auto' && hasColor(environment) && hasManyColors(environment);

/** Chooses the look for a terminal's environment and background; explicit options take precedence. */
export const chooseLook = (environment: NodeJS.ProcessEnv, {theme = 'auto', isAscii = false}: LookWishes = {}, ground = groundFrom(environment)): Look => ({
	theme: themeOf(theme, environment, ground),
	glyphs: !isAscii && canShowUnicode(environment) ? unicodeGlyphs : asciiGlyphs,
});
