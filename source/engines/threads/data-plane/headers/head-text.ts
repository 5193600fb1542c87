/**
The text of a message head, to be written as latin1 (RFC 9112 §2.1).

@param startLine
@param fields - `[name, value, …]`
*/
export const headText = (startLine: string, fields: readonly string[]): string => {
	let text = `${startLine}\r\n`;
	for (let index = 0; index < fields.length; index += 2) {
		text += `${fields[index]}: ${fields[index + 1]}\r\n`;
	}

	return `${text}\r\n`;
};
