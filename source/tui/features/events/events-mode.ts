import {modeKind, type Mode} from '../../state/mode.js';

/** The events screen. */
export type EventsMode = Mode & {
	readonly kind: 'events';
	/** Index of the first visible line. */
	readonly top: number;
};

export const eventsMode = modeKind<EventsMode>('events');
