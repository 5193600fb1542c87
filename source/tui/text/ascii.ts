const beyondPrintableAscii = /[^\u{20}-\u{7E}]/v;

/** U+0020 to U+007E: what every terminal shows in one column each. */
export const isPrintableAscii = (text: string): boolean => !beyondPrintableAscii.test(text);

/** The same text with something else for every other character. */
export const toPrintableAscii = (text: string, substitute: string): string =>
	text.replaceAll(/[^\u{20}-\u{7E}]/gv, () => substitute);
