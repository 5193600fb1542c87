import {modeKind, type Mode} from '../../state/mode.js';
import type {TextField} from '../../state/text-field.js';

/** The backend search. */
export type FindMode = Mode & {
	readonly kind: 'find';
	readonly field: TextField;
	/** The previous search. */
	readonly before: string;
};

export const findMode = modeKind<FindMode>('find');
