/** Whether a word begins at this place. */
const isWordStart = (text: string, index: number): boolean => index === 0 || !/[\p{Letter}\p{Number}]/v.test(text[index - 1]!);

/** The score of a character at a position after the previous one: less for the start of the text than for a continuation. */
const gainOf = (text: string, place: number, before: number): number =>
	(isWordStart(text, place) ? 8 : 0) + (place === before + 1 ? (place === 0 ? 3 : 12) : 0) - Math.min(3, (place - before) / 8);

/** The best scores by the position of the last character, with one more character matched. */
const withNext = (text: string, character: string, scores: ReadonlyMap<number, number>): Map<number, number> => {
	const next = new Map<number, number>();
	for (let place = text.indexOf(character); place !== -1; place = text.indexOf(character, place + 1)) {
		for (const [before, score] of scores) {
			if (before < place) {
				next.set(place, Math.max(next.get(place) ?? -Infinity, score + gainOf(text, place, before)));
			}
		}
	}

	return next;
};

/** Fuzzy match of a pattern's characters in order: the higher the better, more for word starts and adjacent characters. Undefined without a match. */
export const fuzzyScore = (pattern: string, text: string): number | undefined => {
	const [wanted, given] = [pattern.toLowerCase().replaceAll(/\s/gv, ''), text.toLowerCase()];
	let scores: ReadonlyMap<number, number> = new Map([[-1, 0]]);
	for (const character of wanted) {
		scores = withNext(given, character, scores);
	}

	return scores.size === 0 ? undefined : Math.max(...scores.values());
};

const beginsWord = (word: string, text: string): boolean => {
	for (let place = text.indexOf(word); place !== -1; place = text.indexOf(word, place + 1)) {
		if (isWordStart(text, place)) {
			return true;
		}
	}

	return false;
};

/** Whether each word of a pattern is a prefix of a word of a text. */
export const hasWords = (pattern: string, text: string): boolean => {
	const given = text.toLowerCase();
	return pattern.trim().toLowerCase().split(/\s+/v).every(word => beginsWord(word, given));
};
