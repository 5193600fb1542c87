import type {BackendStatus} from '../../model/status.js';
import type {Mode} from './mode.js';
import type {TextField} from './text-field.js';

/** The weight of a backend is being typed. */
export type WeightMode = {
	readonly kind: 'weight';
	/** As it was when the form opened. */
	readonly backend: BackendStatus;
	readonly field: TextField;
	/** Whether the command was given and its answer is awaited. */
	readonly isPending: boolean;
	/** Why that can be no weight, or why the last attempt failed. */
	readonly problem?: string;
	/** Where it was opened from. */
	readonly back: Mode;
};
