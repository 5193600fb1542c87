import {readTerms} from '../../../model/request-filter/read-terms.js';
import {filterFieldOf} from '../../../model/request-filter/fields.js';
import {filterTerm} from '../../../model/request-filter/advise-on-filter.js';
import type {Session} from '../../state/screen-state.js';
import {queryOf} from '../../state/request-query.js';
import {withQuery} from '../../state/requests-list.js';
import {browse} from '../../state/mode.js';

/** The filter with the new term in place of those for the same field. */
const withTerm = (text: string, name: string, term: string): string => {
	const others = readTerms(text).filter(({field, isNegated}) => isNegated || field?.text.toLowerCase() !== name);
	return [...others.map(({start, end}) => text.slice(start, end)), term].join(' ');
};

/** Filters the log by a value, in place of the terms for the same field. */
export const filterByValue = (session: Session, name: string, value: string): void => {
	const {state} = session;
	const {query} = state;
	const field = filterFieldOf(name);
	if (field) {
		const next = queryOf(withTerm(query?.text ?? '', name, filterTerm(field, value)), query);
		session.change({...withQuery(state, next && {...next, isFilter: true}), mode: browse, pane: 'requests'});
	}
};
