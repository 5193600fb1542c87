import {parseRequestFilter, type RequestFilter} from '../../model/request-filter/parse-request-filter.js';

/** Which requests a person looks for. */
export type RequestQuery = {
	/** As it was typed. */
	readonly text: string;
	/** What was typed, or the last of it that could be read. */
	readonly filter: RequestFilter;
	/** Whether all others are hidden; if not, one walks from match to match. */
	readonly isFilter: boolean;
};

/** Takes on what is typed. What cannot be read leaves the filter as it was; nothing typed looks for nothing. */
export const queryOf = (text: string, before?: RequestQuery): RequestQuery | undefined => {
	if (text.trim() === '') {
		return undefined;
	}

	const parsed = parseRequestFilter(text);
	const filter = 'error' in parsed ? before?.filter : parsed;
	return filter && {text, filter, isFilter: before?.isFilter ?? true};
};
