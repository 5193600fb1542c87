import {modeKind, type Mode} from '../../state/mode.js';
import type {SeenValues} from '../../../model/request-filter/advise-on-filter.js';
import type {RequestQuery} from '../../state/request-query.js';
import type {Pane} from '../../state/screen-state.js';
import type {TextField} from '../../state/text-field.js';

/** The filter prompt. */
export type FilterMode = Mode & {
	readonly kind: 'filter';
	readonly field: TextField;
	/** The previous filter. */
	readonly before: RequestQuery | undefined;
	/** The previously focused list. */
	readonly paneBefore: Pane;
	/** Completions as of the last change of the text, so that the selection stays on its entry. */
	readonly seen: SeenValues;
	/** Index of the selected completion. */
	readonly choice: number;
	/** Whether it was submitted: an incomplete filter is an error then. */
	readonly isTried?: boolean;
};

export const filterMode = modeKind<FilterMode>('filter');
