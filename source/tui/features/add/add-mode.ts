import type {TextField} from '../../state/text-field.js';

/** The add form. */
export type AddMode = {
	readonly kind: 'add';
	readonly field: TextField;
	/** Whether the command is pending. */
	readonly isPending: boolean;
	/** The remaining pasted backends. */
	readonly others?: readonly string[];
	/** Why the input is invalid, or why the command failed. */
	readonly problem?: string;
};

/** Whether several were pasted, so that an empty field skips one. */
export const hasOthers = ({others = []}: AddMode): boolean => others.length > 0;
