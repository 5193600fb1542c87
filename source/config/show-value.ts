const maxShown = 80;

/** A value as it may be repeated in a message: on one line, of bounded length, without characters that steer a terminal. */
export const showValue = (value: unknown): string => {
	const text = JSON.stringify(value) ?? String(value);
	const printable = text
		// A URL's password is not to be repeated, even where the scheme was left off.
		.replaceAll(/(?<start>\/\/|^")[^\s\/@]*@/gv, '$<start>…@')
		.replaceAll(/\p{Other}/gv, character => String.raw`\u{${character.codePointAt(0)!.toString(16)}}`);
	return printable.length > maxShown ? `${printable.slice(0, maxShown)}…` : printable;
};
