import {fieldLines} from './field-lines.js';

/**
The text of a message head, to be written as latin1 (RFC 9112 §2.1).

@param startLine
@param fields - `[name, value, …]`
*/
export const headText = (startLine: string, fields: readonly string[]): string =>
	`${startLine}\r\n${fieldLines(fields)}\r\n`;
