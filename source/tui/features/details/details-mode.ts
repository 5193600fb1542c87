import {modeKind, type Mode} from '../../state/mode.js';
import type {LiveSetting} from '../../../model/live-setting.js';

/** The details of one backend. */
export type DetailsMode = Mode & {
	readonly kind: 'details';
	readonly backendId: string;
	readonly url: string;
	/** The settings include the health checks. */
	readonly settings: readonly LiveSetting[];
	/** When they were last fetched, in milliseconds since the epoch. */
	readonly askedAt: number;
	/** Index of the first line on the screen. */
	readonly top: number;
};

export const detailsMode = modeKind<DetailsMode>('details');
