import type {TextField} from './text-field.js';

/** A backend is being typed. */
export type AddMode = {
	readonly kind: 'add';
	readonly field: TextField;
	/** Whether the command was given and its answer is awaited. */
	readonly isPending: boolean;
	/** What was pasted along with it, and is offered next. */
	readonly others?: readonly string[];
	/** Why it cannot be added as it stands, or why the last attempt failed. */
	readonly problem?: string;
};

/** Whether more than one was pasted, so that an empty field skips one. */
export const hasOthers = ({others = []}: AddMode): boolean => others.length > 0;
