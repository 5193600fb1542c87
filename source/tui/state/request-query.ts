import {parseRequestFilter, type RequestFilter} from '../../model/request-filter/parse-request-filter.js';
import {readTerms} from '../../model/request-filter/read-terms.js';

/** Which requests a person looks for. */
export type RequestQuery = {
	/** As it was typed. */
	readonly text: string;
	/** What of that can be read. */
	readonly filter: RequestFilter;
	/** Whether all others are hidden; if not, one walks from match to match. */
	readonly isFilter: boolean;
};

/** Reads what can be read: a term that is wrong, or not yet typed to its end, asks for nothing. */
const readableFilter = (text: string): RequestFilter | undefined => {
	const parsed = parseRequestFilter(text);
	if (!('error' in parsed)) {
		return parsed;
	}

	const wrong = readTerms(text).find(({start, end}) => start <= parsed.position && parsed.position <= end);
	return wrong && readableFilter(text.slice(0, wrong.start) + text.slice(wrong.end));
};

/** Takes on what is typed; nothing typed looks for nothing. */
export const queryOf = (text: string, before?: RequestQuery): RequestQuery | undefined => {
	const filter = text.trim() === '' ? undefined : readableFilter(text);
	return filter && {text, filter, isFilter: before?.isFilter ?? true};
};
