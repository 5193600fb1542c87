import {parseRequestFilter, type RequestFilter} from '../../model/request-filter/parse-request-filter.js';
import {readTerms} from '../../model/request-filter/read-terms.js';

/** The filter of the request log. */
export type RequestQuery = {
	/** The text as typed. */
	readonly text: string;
	/** The terms that can be parsed. */
	readonly filter: RequestFilter;
	/** Whether other requests are hidden; else the search moves from match to match. */
	readonly isFilter: boolean;
};

/** Parses what it can: an invalid or incomplete term matches everything. */
const readableFilter = (text: string): RequestFilter | undefined => {
	const parsed = parseRequestFilter(text);
	if (!('error' in parsed)) {
		return parsed;
	}

	const wrong = readTerms(text).find(({start, end}) => start <= parsed.position && parsed.position <= end);
	return wrong && readableFilter(text.slice(0, wrong.start) + text.slice(wrong.end));
};

/** Applies the text; an empty one removes the filter. */
export const queryOf = (text: string, before?: RequestQuery): RequestQuery | undefined => {
	const filter = text.trim() === '' ? undefined : readableFilter(text);
	return filter && {text, filter, isFilter: before?.isFilter ?? true};
};
