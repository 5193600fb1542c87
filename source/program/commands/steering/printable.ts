/** External text, safe for a terminal: what could move its cursor or hide other text is replaced. */
export const printable = (text: string): string =>
	text.replaceAll(/[\p{Default_Ignorable_Code_Point}\p{Line_Separator}\p{Other}\p{Paragraph_Separator}]/gv, '\u{FFFD}');

/**
JSON with these characters escaped.

@param value
@param indent - Empty for one line.
*/
export const printableJson = (value: unknown, indent = '\t'): string => JSON.stringify(value, undefined, indent)
	.replaceAll(/[[\p{Default_Ignorable_Code_Point}\p{Line_Separator}\p{Other}\p{Paragraph_Separator}]--[\n\t]]/gv, character =>
		// eslint-disable-next-line unicorn/prefer-code-point -- JSON escapes UTF-16 code units
		Array.from({length: character.length}, (_, index) => String.raw`\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`).join(''));
