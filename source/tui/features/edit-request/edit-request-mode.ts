import {modeKind, type Mode} from '../../state/mode.js';
import type {TextField} from '../../state/text-field.js';
import type {InspectMode} from '../inspect/inspect-mode.js';

/** A request that is edited in place, line by line: the request line, the header fields, and the body with escaped line breaks. */
export type EditRequestMode = Mode & {
	readonly kind: 'edit-request';
	readonly lines: readonly string[];
	/** Index of the line in the field. */
	readonly at: number;
	readonly field: TextField;
	readonly problem?: string;
	readonly back: InspectMode;
};

export const editRequestMode = modeKind<EditRequestMode>('edit-request');
