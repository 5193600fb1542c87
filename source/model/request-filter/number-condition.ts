import type {Condition, FilteredRequest, Unusable} from './condition.js';
import {readRange, type ReadNumber} from './number-range.js';

type NumberField = {
	readonly read: ReadNumber;
	readonly take: (record: FilteredRequest, now: number) => number;
	/** Unit of numbers written without one. */
	readonly unit?: string;
	/** Reads on after "requests", with the numbers in it. */
	readonly meaning: (numbers: string) => string;
	/** The allowed values, with examples. */
	readonly allowed: string;
};

/** Parses a condition on a number. */
export const numberCondition = ({read, take, unit = '', meaning, allowed}: NumberField) => (value: string): Condition | Unusable => {
	const range = readRange(value, read, number => /\d$/v.test(number) ? number + unit : number);
	return range
		? {test: (record, now) => range.includes(take(record, now)), meaning: meaning(range.words)}
		: {problem: `“${value}” is not a valid ${allowed}.`};
};
