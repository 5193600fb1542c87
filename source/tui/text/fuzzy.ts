/** Characters that begin a word. */
const isWordStart = (text: string, index: number): boolean => index === 0 || /[\s\-\/]/v.test(text[index - 1]!);

/** The beginning of a word where there is one, the first place otherwise. */
const nextPlace = (text: string, character: string, from: number): number => {
	for (let index = text.indexOf(character, from); index !== -1; index = text.indexOf(character, index + 1)) {
		if (isWordStart(text, index)) {
			return index;
		}
	}

	return text.indexOf(character, from);
};

/**
How well a text holds the characters of a pattern in their order, whatever lies between: the higher the better, more for
beginnings of words and for characters that stand together. Undefined when it does not hold them.
*/
export const fuzzyScore = (pattern: string, text: string): number | undefined => {
	const [wanted, given] = [pattern.toLowerCase().replaceAll(/\s/gv, ''), text.toLowerCase()];
	let score = 0;
	let last = -1;
	for (const character of wanted) {
		const next = given[last + 1] === character ? last + 1 : nextPlace(given, character, last + 1);
		if (next === -1) {
			return undefined;
		}

		score += (isWordStart(given, next) ? 8 : 0) + (next === last + 1 ? 9 : 0) - Math.min(3, (next - last) / 8);
		last = next;
	}

	return score;
};
