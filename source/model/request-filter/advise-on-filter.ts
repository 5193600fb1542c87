import {nearest} from '../nearest.js';
import type {FilterField} from './filter-field.js';
import {filterFieldOf, filterFields} from './fields.js';
import {meantTerm} from './meant-term.js';
import {parseRequestFilter} from './parse-request-filter.js';
import {quoteValue, readTerms, type Written, type WrittenTerm} from './read-terms.js';

/** A completion. */
export type Completion = {
	/** Its text in the list. */
	readonly label: string;
	/** The completed filter and the cursor in it. */
	readonly text: string;
	readonly cursor: number;
};

export type FilterAdvice = {
	/** Explains the filter, or what can be typed at the cursor. */
	readonly explanation: string;
	/** Best first. */
	readonly completions: readonly Completion[];
};

/** Observed values of a field, best first. */
export type SeenValues = (field: FilterField) => Iterable<string>;

const maxCompletions = 12;

const emptyTerm = (position: number): WrittenTerm => ({
	start: position, end: position, isNegated: false, values: [{text: '', start: position, end: position}],
});

const replaced = (text: string, start: number, end: number, label: string, insert: string): Completion =>
	({label, text: text.slice(0, start) + insert + text.slice(end), cursor: start + insert.length});

const completeFields = (text: string, {start, end}: Written): Completion[] => {
	const typed = text.slice(start, end).toLowerCase();
	return filterFields
		.filter(({name}) => name.startsWith(typed))
		.map(({name}) => replaced(text, start, end, `${name}:`, `${name}:`));
};

const completeValues = (text: string, term: WrittenTerm, cursor: number, field: FilterField, seen: SeenValues): Completion[] => {
	const value = term.values.find(({end}) => cursor <= end) ?? term.values.at(-1)!;
	const typed = value.text.toLowerCase();
	const offered = [...new Set([...field.values ?? [], ...seen(field)])];
	const matching = offered.filter(each => each.toLowerCase().includes(typed) && each.toLowerCase() !== typed);
	const byBeginning = matching.toSorted((first, second) =>
		Number(second.toLowerCase().startsWith(typed)) - Number(first.toLowerCase().startsWith(typed)));
	return byBeginning.map(each => replaced(text, value.start, value.end, each, quoteValue(each)));
};

/** A correction of an unknown field, or of another notation. */
const correct = (text: string, {start, end, field}: WrittenTerm): Completion[] => {
	const meant = meantTerm(text.slice(start, end));
	if (meant !== undefined) {
		return [replaced(text, start, end, meant, meant)];
	}

	const names = filterFields.map(({name}) => name);
	const near = field && nearest(field.text, names);
	return field === undefined || near === undefined ? [] : [replaced(text, field.start, field.end, `${near}:`, near)];
};

const complete = (text: string, term: WrittenTerm, cursor: number, seen: SeenValues): Completion[] => {
	const {field, values} = term;
	const known = field && filterFieldOf(field.text);
	if (known) {
		// A field is completed at its end only.
		return cursor > field.end ? completeValues(text, term, cursor, known, seen) : [];
	}

	return field ? correct(text, term) : [...correct(text, term), ...completeFields(text, values[0]!)];
};

const explain = (text: string, {start, end, field}: WrittenTerm): string => {
	const known = field && filterFieldOf(field.text);
	const parsed = parseRequestFilter(text.slice(start, end));
	const [meant] = 'error' in parsed ? [] : parsed.terms;
	if (meant) {
		return `Requests ${meant.meaning}`;
	}

	return known ? `${known.name}: ${known.help}, such as ${known.name}:${known.example}` : 'A field and a value, such as status:5xx, or a text to find in any column';
};

/** The whole filter in words, the term at the cursor first, since a long text is cut; only that term while another one is incomplete. */
const explainAll = (text: string, term: WrittenTerm): string => {
	const parsed = parseRequestFilter(text);
	const index = readTerms(text).findIndex(({start}) => start === term.start);
	if ('error' in parsed || index === -1) {
		return explain(text, term);
	}

	const [current, ...others] = [...parsed.terms.slice(index, index + 1), ...parsed.terms.toSpliced(index, 1)].map(({meaning}) => meaning);
	return current === undefined ? explain(text, term) : `Requests ${[current, ...others].join(', and ')}`;
};

/** Explanation and completions for the cursor's position. */
export const adviseOnFilter = (text: string, cursor: number, seen: SeenValues): FilterAdvice => {
	const term = readTerms(text).find(({start, end}) => start <= cursor && cursor <= end) ?? emptyTerm(cursor);
	return {explanation: explainAll(text, term), completions: complete(text, term, cursor, seen).slice(0, maxCompletions)};
};

/** The term for a value of a field. */
export const filterTerm = ({name}: FilterField, value: string): string => `${name}:${quoteValue(value)}`;
