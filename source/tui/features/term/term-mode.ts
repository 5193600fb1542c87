import type {FilteredRequest} from '../../../model/request-filter/condition.js';
import {modeKind, type Mode} from '../../state/mode.js';

/** The choice of a value to filter by. */
export type TermMode = Mode & {readonly kind: 'term'; readonly request: FilteredRequest};

export const termMode = modeKind<TermMode>('term');
