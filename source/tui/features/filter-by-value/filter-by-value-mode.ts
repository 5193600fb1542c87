import type {FilteredRequest} from '../../../model/request-filter/condition.js';
import {modeKind, type Mode} from '../../state/mode.js';

/** The choice of a value to filter by. */
export type FilterByValueMode = Mode & {readonly kind: 'filter-by-value'; readonly request: FilteredRequest};

export const filterByValueMode = modeKind<FilterByValueMode>('filter-by-value');
