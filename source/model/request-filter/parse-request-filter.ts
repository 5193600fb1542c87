import {nearest} from '../nearest.js';
import type {Condition, FilteredRequest} from './condition.js';
import {filterFieldOf, filterFields, readBareText} from './fields.js';
import {meantTerm} from './meant-term.js';
import {readTerms, type Written, type WrittenTerm} from './read-terms.js';

export type FilterTerm = {
	/** Where it is written, in UTF-16 units. */
	readonly start: number;
	readonly end: number;
	/** Reads on after "requests": `with status 500 to 599`, `except those from clients …`. */
	readonly meaning: string;
	readonly test: (record: FilteredRequest, now: number) => boolean;
};

/** A filter of requests. */
export type RequestFilter = {
	/**
	Whether a request matches all terms.

	@param now - Milliseconds since the epoch, from which ages are told.
	*/
	matches(record: FilteredRequest, now?: number): boolean;
	/** Empty if everything matches. */
	readonly terms: readonly FilterTerm[];
	/** Whether the result depends on the time. */
	readonly isTimed: boolean;
	/** Whether it finds requests in flight only. */
	readonly isOfOpen: boolean;
};

export type FilterProblem = {
	/** The problem and its fix, in a sentence. */
	readonly error: string;
	/** Where in the text, in UTF-16 units. */
	readonly position: number;
	/** Whether only the end is missing, as while typing. */
	readonly isIncomplete: boolean;
};

const maxLength = 1000;

const problem = (error: string, position: number, isIncomplete = false): FilterProblem => ({error, position, isIncomplete});

const unknownField = ({text, start}: Written): FilterProblem => {
	const names = filterFields.map(({name}) => name);
	const meant = nearest(text, names);
	// The most useful part first: narrow screens cut the rest.
	const question = meant === undefined ? '' : `Did you mean ${meant}? `;
	return problem(`${question}Unknown field “${text}”; to find the text, put it in quotes. Fields: ${names.join(', ')}.`, start);
};

const isProblem = <Value extends object>(value: Value | FilterProblem): value is FilterProblem => 'error' in value;

const readConditions = ({field, values}: WrittenTerm, isLast: boolean): readonly Condition[] | FilterProblem => {
	const known = field && filterFieldOf(field.text);
	if (field && !known) {
		return unknownField(field);
	}

	const conditions: Condition[] = [];
	for (const {text, start, end} of values) {
		if (text === '') {
			return known
				? problem(`${known.name}: requires a value, such as ${known.example}.`, start, isLast && end === values.at(-1)!.end)
				: problem('The text is empty.', start, isLast);
		}

		const condition = known ? known.read(text) : readBareText(text);
		if ('problem' in condition) {
			return problem(condition.problem, start);
		}

		conditions.push(condition);
	}

	return conditions;
};

const readTerm = (text: string, term: WrittenTerm, isLast: boolean): FilterTerm | FilterProblem => {
	if (term.openQuote !== undefined) {
		return problem('Missing closing quote.', term.openQuote, true);
	}

	const {start, end, isNegated} = term;
	const meant = meantTerm(text.slice(start, end));
	if (meant !== undefined) {
		return problem(`Did you mean ${meant}? To find the text, put it in quotes.`, start);
	}

	const conditions = readConditions(term, isLast);
	if (isProblem(conditions)) {
		return conditions;
	}

	const meaning = conditions.map(condition => condition.meaning).join(' or ');
	return {
		start,
		end,
		meaning: isNegated ? `except those ${meaning}` : meaning,
		test: (record, now) => conditions.some(({test}) => test(record, now)) !== isNegated,
	};
};

/**
Parses a filter. Terms are separated by spaces and must all match: `status:5xx`, `ms:>200`, `backend:9091`, `!path:/health`, or a text to
find in any column. `a|b` separates alternatives; quotes enclose spaces.
*/
export const parseRequestFilter = (text: string): RequestFilter | FilterProblem => {
	if (text.length > maxLength) {
		return problem(`A filter has at most ${maxLength} characters.`, maxLength);
	}

	const written = readTerms(text);
	const terms: FilterTerm[] = [];
	for (const [index, each] of written.entries()) {
		const term = readTerm(text, each, index === written.length - 1);
		if (isProblem(term)) {
			return term;
		}

		terms.push(term);
	}

	return {
		matches: (record, now = Date.now()) => terms.every(({test}) => test(record, now)),
		terms,
		isTimed: written.some(({field}) => field && filterFieldOf(field.text)?.isTimed === true),
		isOfOpen: written.some(({field, isNegated}) => !isNegated && field && filterFieldOf(field.text)?.isOfOpen === true),
	};
};
