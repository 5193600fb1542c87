import type {BackendStatus} from '../../../model/status.js';
import {modeKind, type Mode} from '../../state/mode.js';
import type {TextField} from '../../state/text-field.js';

/** The weight form. */
export type WeightMode = Mode & {
	readonly kind: 'weight';
	/** As they were when the form opened; at least one. */
	readonly backends: readonly BackendStatus[];
	readonly field: TextField;
	/** Whether the command is pending. */
	readonly isPending: boolean;
	/** Why the weight is invalid, or why the command failed. */
	readonly problem?: string;
	/** The previous mode. */
	readonly back: Mode;
};

export const weightMode = modeKind<WeightMode>('weight');
