/** Deeper indentation would push the text off the screen. */
const maxDepth = 30;

const tokens = /"(?:[^"\\]|\\.)*"?|[\[\]\{\},:]|[^\s"\[\]\{\},:]+/gsv;
const isOpening = (token: string): boolean => token === '{' || token === '[';
const isClosing = (token: string): boolean => token === '}' || token === ']';

/** Whether a line break belongs between two tokens. */
const breaksBetween = (previous: string, token: string, depth: number): boolean => {
	if (isClosing(token)) {
		return !isOpening(previous);
	}

	const isNextValue = depth === 0 && token !== ',' && token !== ':' && previous !== ':';
	return isOpening(previous) || previous === ',' || (isNextValue && previous !== '');
};

/** Indents JSON without changing its values: numbers keep their digits, keys their order. Accepts truncated text and several values in a row. */
export const indentJson = (text: string, maxLines: number): readonly string[] => {
	const lines: string[] = [];
	let line = '';
	let depth = 0;
	let previous = '';
	for (const [token] of text.matchAll(tokens)) {
		if (isClosing(token)) {
			depth = Math.max(0, depth - 1);
		}

		if (breaksBetween(previous, token, depth)) {
			lines.push(line);
			line = '  '.repeat(Math.min(depth, maxDepth));
			if (lines.length >= maxLines) {
				return lines;
			}
		}

		line += token === ':' ? ': ' : token;
		previous = token;
		if (isOpening(token)) {
			depth++;
		}
	}

	return line === '' ? lines : [...lines, line];
};
