import type {LiveSetting} from '../../model/live-setting.js';

/** All that is known of one backend is read. */
export type DetailsMode = {
	readonly kind: 'details';
	/** Of the backend: it stays the same whatever becomes selected. */
	readonly id: string;
	readonly url: string;
	/** How backends are checked is among them. */
	readonly settings: readonly LiveSetting[];
	/** When they were asked for last, in milliseconds since the epoch. */
	readonly askedAt: number;
	/** Index of the first line on the screen. */
	readonly top: number;
};
