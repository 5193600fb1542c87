
/** The background of the terminal. */
export type Ground = 'dark' | 'light';

/** Queries the background colour (OSC 11). Many terminals never respond. */
export const groundQuery = '\u{1B}]11;?\u{7}';

/** Parses the response's content. */
export const groundAnswer = /^11;(?<color>[\w:\/#.]{0,40})$/v;

const colorSyntax = /^rgba?:(?<red>[\da-f]{1,4})\/(?<green>[\da-f]{1,4})\/(?<blue>[\da-f]{1,4})(?:\/[\da-f]{1,4})?$/iv;

/** In linear light, 0 to 1. */
const intensity = (hex: string): number => {
	const share = Number.parseInt(hex, 16) / ((16 ** hex.length) - 1);
	return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
};

/** The luminance (WCAG 2.2) with equal contrast to black and white. */
const middleLuminance = Math.sqrt(1.05 * 0.05) - 0.05;

/** Parses a colour in X11 notation, with one to four hexadecimal digits per channel. */
export const groundOf = (color: string): Ground | undefined => {
	const {red, green, blue} = colorSyntax.exec(color)?.groups ?? {};
	if (red === undefined || green === undefined || blue === undefined) {
		return undefined;
	}

	const luminance = (0.2126 * intensity(red)) + (0.7152 * intensity(green)) + (0.0722 * intensity(blue));
	return luminance < middleLuminance ? 'dark' : 'light';
};

/** Some terminals set `COLORFGBG=15;0`, as numbers of the sixteen colours. */
export const groundFrom = (environment: NodeJS.ProcessEnv): Ground | undefined => {
	const background = environment['COLORFGBG']?.split(';').at(-1) ?? '';
	if (/^[0-68]$/v.test(background)) {
		return 'dark';
	}

	return background === '7' || background === '15' ? 'light' : undefined;
};
