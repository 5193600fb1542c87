const beyondPrintableAscii = /[^\u{20}-\u{7E}]/v;

/** U+0020 to U+007E: one column each on every terminal. */
export const isPrintableAscii = (text: string): boolean => !beyondPrintableAscii.test(text);

/** Replaces every other character. */
export const toPrintableAscii = (text: string, substitute: string): string =>
	text.replaceAll(/[^\u{20}-\u{7E}]/gv, () => substitute);
