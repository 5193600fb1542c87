import type {RequestQuery} from './request-query.js';
import type {TextField} from './text-field.js';

/** A filter of the requests is being typed. */
export type FilterMode = {
	readonly kind: 'filter';
	readonly field: TextField;
	/** What was looked for before. */
	readonly before: RequestQuery | undefined;
	/** Index of the completion that is taken next. */
	readonly choice: number;
	/** Whether somebody wanted to keep it as it is: what it lacks is wrong then. */
	readonly isTried?: boolean;
};
