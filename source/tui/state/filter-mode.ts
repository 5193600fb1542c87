import type {SeenValues} from '../../model/request-filter/advise-on-filter.js';
import type {RequestQuery} from './request-query.js';
import type {Pane} from './screen-state.js';
import type {TextField} from './text-field.js';

/** A filter of the requests is being typed. */
export type FilterMode = {
	readonly kind: 'filter';
	readonly field: TextField;
	/** What was looked for before. */
	readonly before: RequestQuery | undefined;
	/** The list that had the focus before. */
	readonly paneBefore: Pane;
	/** What is offered, as it was when the text was changed last: a mark stays on what it was set on. */
	readonly seen: SeenValues;
	/** Index of the completion that is taken next. */
	readonly choice: number;
	/** Whether somebody wanted to keep it as it is: what it lacks is wrong then. */
	readonly isTried?: boolean;
};
