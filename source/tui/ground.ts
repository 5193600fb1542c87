
/** What the screen is drawn on. */
export type Ground = 'dark' | 'light';

/** Asks a terminal for the colour it draws on (OSC 11). Many never answer. */
export const groundQuery = '\u{1B}]11;?\u{7}';

/** The colour in the answer to it, of which only what is inside of the control string is given. */
export const groundAnswer = /^11;(?<color>[\w:\/#.]{0,40})$/v;

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
export const groundToldBy = (environment: NodeJS.ProcessEnv): Ground | undefined => {
	const background = environment['COLORFGBG']?.split(';').at(-1) ?? '';
	if (/^[0-68]$/v.test(background)) {
		return 'dark';
	}

	return background === '7' || background === '15' ? 'light' : undefined;
};
