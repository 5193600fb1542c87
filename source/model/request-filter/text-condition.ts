import type {Condition, FilteredRequest} from './condition.js';

type TextField = {
	/** The texts to search; absent ones match nothing. */
	readonly take: (record: FilteredRequest) => ReadonlyArray<string | undefined>;
	/** Reads on after "requests", before the text that is looked for. */
	readonly words: string;
	/** Both in lower case. */
	readonly isMatch: (text: string, wanted: string) => boolean;
};

export const contains = (text: string, wanted: string): boolean => text.includes(wanted);
export const begins = (text: string, wanted: string): boolean => text.startsWith(wanted);
export const equals = (text: string, wanted: string): boolean => text === wanted;

/** Matches a text, ignoring case. */
export const textCondition = ({take, words, isMatch}: TextField) => (value: string): Condition => {
	const wanted = value.toLowerCase();
	return {
		test: record => take(record).some(text => text !== undefined && isMatch(text.toLowerCase(), wanted)),
		meaning: `${words} “${value}”`,
	};
};
