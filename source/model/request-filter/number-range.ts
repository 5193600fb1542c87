/** Parses a number in the unit of its field; undefined if it is invalid. */
export type ReadNumber = (text: string) => number | undefined;

/** The numbers of a range. */
export type NumberRange = {
	readonly includes: (value: number) => boolean;
	/** `over 200 ms`, `100 to 499`, `404`. */
	readonly words: string;
};

type Comparison = {
	readonly isMatch: (value: number, bound: number) => boolean;
	readonly words: (bound: string) => string;
};

const equal: Comparison = {isMatch: (value, bound) => value === bound, words: bound => bound};

const comparisons = new Map<string, Comparison>([
	['>', {isMatch: (value, bound) => value > bound, words: bound => `over ${bound}`}],
	['>=', {isMatch: (value, bound) => value >= bound, words: bound => `${bound} or more`}],
	['<', {isMatch: (value, bound) => value < bound, words: bound => `under ${bound}`}],
	['<=', {isMatch: (value, bound) => value <= bound, words: bound => `${bound} or less`}],
	['=', equal],
]);

const comparison = /^(?<sign>[<>]=?|=)?(?<bound>[^\-<=>]+)$/v;
const span = /^(?<least>[^\-]+)-(?<most>[^\-]+)$/v;

/**
Reads `>200`, `>=200`, `<200`, `<=200`, `=200`, `200` and `100-499`, both ends included; undefined if it is none of these.

@param show - How a number is shown, with a unit where it was written without.
*/
export const readRange = (text: string, read: ReadNumber, show: (number: string) => string): NumberRange | undefined => {
	const ends = span.exec(text)?.groups;
	if (ends) {
		const [least, most] = [read(ends['least']!), read(ends['most']!)];
		return least === undefined || most === undefined || least > most
			? undefined
			: {includes: value => value >= least && value <= most, words: `${show(ends['least']!)} to ${show(ends['most']!)}`};
	}

	const {sign = '=', bound: written = ''} = comparison.exec(text)?.groups ?? {};
	const bound = read(written);
	const {isMatch, words} = comparisons.get(sign) ?? equal;
	return bound === undefined ? undefined : {includes: value => isMatch(value, bound), words: words(show(written))};
};

/** Reads numbers with one of these units, or with none. */
const withUnits = (factors: Readonly<Record<string, number>>): ReadNumber => text => {
	const {number, unit = ''} = /^(?<number>\d{1,15}(?:\.\d{1,15})?)(?<unit>[a-z]*)$/iv.exec(text)?.groups ?? {};
	const factor = Object.hasOwn(factors, unit.toLowerCase()) ? factors[unit.toLowerCase()] : undefined;
	return number === undefined || factor === undefined ? undefined : Number(number) * factor;
};

const times = {ms: 1, s: 1000, m: 60_000, h: 3_600_000};

/** A plain number. */
export const readNumber = withUnits({'': 1});

/** Milliseconds, from a number of them or one with a unit: `200`, `1.5s`, `2m`. */
export const readMilliseconds = withUnits({'': 1, ...times});

/** Milliseconds, from a number of seconds or one with a unit: `30`, `500ms`, `2m`. */
export const readAge = withUnits({'': 1000, ...times});

/** Bytes, in decimal units: `512`, `10k`, `1.5MB`. */
export const readBytes = withUnits({
	'': 1, b: 1, k: 1e3, kb: 1e3, m: 1e6, mb: 1e6, g: 1e9, gb: 1e9,
});
