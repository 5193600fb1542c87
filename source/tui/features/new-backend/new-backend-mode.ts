import {modeKind, type Mode} from '../../state/mode.js';
import type {TextField} from '../../state/text-field.js';

/** The add form. */
export type NewBackendMode = Mode & {
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
export const hasOthers = ({others = []}: NewBackendMode): boolean => others.length > 0;

export const newBackendMode = modeKind<NewBackendMode>('add');
