import type {FilteredRequest} from '../../../model/request-filter/condition.js';
import {filterTerm} from '../../../model/request-filter/advise-on-filter.js';
import {filterFieldOf} from '../../../model/request-filter/fields.js';

/** Values with a filter key. */
export type TermName = 'status' | 'backend' | 'path' | 'method' | 'client' | 'error' | 'ms';

/** The filter term of a value; undefined without one. */
export const termOf = (request: FilteredRequest, name: TermName): string | undefined => {
	const field = filterFieldOf(name);
	const value = field?.valueOf(request);
	return field && value !== undefined ? filterTerm(field, value) : undefined;
};
