import stringWidth from 'string-width';

const widths = new Map<number, 0 | 1 | 2>();

/** Marks and the later parts of a Hangul syllable take no column of their own. */
const joining = /[\p{Enclosing_Mark}\p{Nonspacing_Mark}\u{1160}-\u{11FF}\u{D7B0}-\u{D7FF}]/v;

const measure = (codePoint: number): 0 | 1 | 2 => {
	const character = String.fromCodePoint(codePoint);
	return codePoint < 32 || joining.test(character) ? 0 : (Math.min(2, stringWidth(character)) as 0 | 1 | 2);
};

const wcwidth = (codePoint: number): 0 | 1 | 2 => {
	const known = widths.get(codePoint) ?? measure(codePoint);
	widths.set(codePoint, known);
	return known;
};

/**
Character widths as terminals of today have them (emoji take two columns). The emulator by itself knows those of Unicode 6 only.
Properties are packed as the emulator wants them: bit 0 joins the character to the one before it, bits 1 and 2 are its width.
*/
export const modernWidths = {
	version: 'modern',
	wcwidth,
	charProperties(codePoint: number, preceding: number): number {
		const width = wcwidth(codePoint);
		const widthBefore = Math.floor(preceding / 2) % 4;
		const isJoined = width === 0 && widthBefore > 0;
		return isJoined ? (widthBefore * 2) + 1 : width * 2;
	},
};
