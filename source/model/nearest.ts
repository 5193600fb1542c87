/** Number of single-character edits (insert, delete, replace, swap of neighbours) between two words. */
const distance = (first: string, second: string): number => {
	let beforePrevious: number[] = [];
	let previous = Array.from({length: second.length + 1}, (_, index) => index);

	for (let row = 1; row <= first.length; row++) {
		const current = [row];
		for (let column = 1; column <= second.length; column++) {
			const replaced = previous[column - 1]! + (first[row - 1] === second[column - 1] ? 0 : 1);
			const isSwap = row > 1 && column > 1 && first[row - 1] === second[column - 2] && first[row - 2] === second[column - 1];
			const swapped = isSwap ? beforePrevious[column - 2]! + 1 : Infinity;
			current.push(Math.min(replaced, swapped, previous[column]! + 1, current[column - 1]! + 1));
		}

		beforePrevious = previous;
		previous = current;
	}

	return previous.at(-1)!;
};

const plain = (name: string): string => name.toLowerCase().replaceAll(/[^\da-z]/gv, '');

// Any one letter is near any other.
const minCompared = 2;
const maxCompared = 64;
const maxEdits = 3;

/** Largest distance of a suggestion. */
const toleranceFor = (name: string): number => Math.min(Math.max(Math.floor(name.length / 3), 1), maxEdits);

/** The most similar name, ignoring case and separators; undefined if none is similar. */
export const nearest = (name: string, candidates: Iterable<string>): string | undefined => {
	const wanted = plain(name.slice(0, maxCompared));
	if (wanted.length < minCompared) {
		return undefined;
	}

	let best: {readonly candidate: string; readonly edits: number} | undefined;

	for (const candidate of candidates) {
		const other = plain(candidate);
		const edits = other.length < minCompared ? Infinity : distance(wanted, other);
		if (edits <= toleranceFor(other) && edits < (best?.edits ?? Infinity)) {
			best = {candidate, edits};
		}
	}

	return best?.candidate;
};

/** A suffix for an unknown name: `; did you mean port?`, or nothing. */
export const hint = (name: string, candidates: Iterable<string>): string => {
	const candidate = nearest(name, candidates);
	return candidate === undefined ? '' : `; did you mean ${candidate}?`;
};

/** A suffix for an unknown name: `; did you mean port?`, or a full stop. */
export const suggestion = (name: string, candidates: Iterable<string>): string => {
	const text = hint(name, candidates);
	return text === '' ? '.' : text;
};
