/** Text from outside, safe for a terminal: what could move its cursor or hide other text becomes a replacement character. */
export const printable = (text: string): string =>
	text.replaceAll(/[\p{Default_Ignorable_Code_Point}\p{Line_Separator}\p{Other}\p{Paragraph_Separator}]/gv, '\u{FFFD}');
