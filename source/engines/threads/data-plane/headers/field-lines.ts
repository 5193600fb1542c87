/**
The lines of header fields, each with its line end (RFC 9112 §5).

@param fields - `[name, value, …]`
*/
export const fieldLines = (fields: readonly string[]): string => {
	let lines = '';
	for (let index = 0; index < fields.length; index += 2) {
		lines += `${fields[index]}: ${fields[index + 1]}\r\n`;
	}

	return lines;
};
