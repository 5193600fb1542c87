import {asciiGlyphs, unicodeGlyphs, type Glyphs} from './glyphs.js';
import {colorTheme, monoTheme, type Theme} from './theme.js';

export type Look = {
	readonly theme: Theme;
	readonly glyphs: Glyphs;
};

export type Environment = Readonly<Record<string, string | undefined>>;

/** POSIX: the first of these that is set and not empty names the character encoding. */
const localeVariables = ['LC_ALL', 'LC_CTYPE', 'LANG'];

const canShowUnicode = (environment: Environment): boolean => {
	// The Linux console has a font of 256 or 512 glyphs, whatever the locale says.
	if (environment['TERM'] === 'linux') {
		return false;
	}

	const locale = localeVariables.map(name => environment[name]).find(Boolean);
	// Containers often set none of them, and the terminal at the other end of the connection is UTF-8 all the same.
	return locale === undefined || /utf-?8/iv.test(locale);
};

/** See https://no-color.org: any value but the empty one turns colours off. */
const hasColor = (environment: Environment): boolean => (environment['NO_COLOR'] ?? '') === '';

/** How the screen is drawn in a terminal with this environment. */
export const chooseLook = (environment: Environment): Look => ({
	theme: hasColor(environment) ? colorTheme : monoTheme,
	glyphs: canShowUnicode(environment) ? unicodeGlyphs : asciiGlyphs,
});
