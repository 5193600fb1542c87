import {modeKind, type Mode} from '../../state/mode.js';

/** What is known of a request in flight. */
export type OpenRequestMode = Mode & {
	readonly kind: 'open-request';
	/** Key of its row. */
	readonly key: number;
	/** Index of the first visible line. */
	readonly top: number;
};

export const openRequestMode = modeKind<OpenRequestMode>('open-request');
