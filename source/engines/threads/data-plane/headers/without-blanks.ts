const isBlank = (character: string | undefined): boolean => character === ' ' || character === '\t';

/** Trims spaces and tabs only: other whitespace belongs to the value (RFC 9110 §5.6.3). */
export const withoutBlanks = (text: string): string => {
	let start = 0;
	let end = text.length;
	while (isBlank(text[start])) {
		start++;
	}

	while (end > start && isBlank(text[end - 1])) {
		end--;
	}

	return text.slice(start, end);
};
