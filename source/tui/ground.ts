import type {Environment} from './environment.js';

/** What the screen is drawn on. */
export type Ground = 'dark' | 'light';

/** Asks a terminal for the colour it draws on (OSC 11). Many never answer. */
export const groundQuery = '\u{1B}]11;?\u{7}';

/** The answer; without its escape as well, since that may come so long before the rest that it is taken for the key. */
// eslint-disable-next-line no-control-regex, regexp/no-control-character -- Terminals speak in these.
export const groundAnswer = /\u{1B}?\]11;(?<color>[\w:\/#.]{0,40})(?:\u{7}|\u{1B}\\)/gv;

/** The beginning of an answer whose rest may be on its way. */
// eslint-disable-next-line no-control-regex, regexp/no-control-character -- Terminals speak in these.
export const groundAnswerBeginning = /(?:\u{1B}|\u{1B}?\](?:1(?:1(?:;[\w:\/#.]{0,40}\u{1B}?)?)?)?)$/v;

/** Whether a beginning is too long for anything that somebody types. */
export const isSurelyAnswer = (beginning: string): boolean => beginning.includes(']11;');

const colorSyntax = /^rgba?:(?<red>[\da-f]{1,4})\/(?<green>[\da-f]{1,4})\/(?<blue>[\da-f]{1,4})(?:\/[\da-f]{1,4})?$/iv;

/** In linear light, 0 to 1. */
const intensity = (hex: string): number => {
	const share = Number.parseInt(hex, 16) / ((16 ** hex.length) - 1);
	return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
};

/** The luminance (WCAG 2.2) that is as far from black as from white. */
const middleLuminance = Math.sqrt(1.05 * 0.05) - 0.05;

/** Of a colour as X11 writes it, with one to four hexadecimal digits a channel. */
export const groundOf = (color: string): Ground | undefined => {
	const {red, green, blue} = colorSyntax.exec(color)?.groups ?? {};
	if (red === undefined || green === undefined || blue === undefined) {
		return undefined;
	}

	const luminance = (0.2126 * intensity(red)) + (0.7152 * intensity(green)) + (0.0722 * intensity(blue));
	return luminance < middleLuminance ? 'dark' : 'light';
};

/** Some terminals tell it at the start, by numbers of the sixteen colours: `COLORFGBG=15;0`. */
export const groundToldBy = (environment: Environment): Ground | undefined => {
	const background = environment['COLORFGBG']?.split(';').at(-1) ?? '';
	if (/^[0-68]$/v.test(background)) {
		return 'dark';
	}

	return background === '7' || background === '15' ? 'light' : undefined;
};
