import type {TextField} from './text-field.js';

/** A backend is being typed. */
export type AddMode = {
	readonly kind: 'add';
	readonly field: TextField;
	/** Whether the command was given and its answer is awaited. */
	readonly isPending: boolean;
	/** Why it cannot be added as it stands, or why the last attempt failed. */
	readonly problem?: string;
};
