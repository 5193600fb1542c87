/** One reads what has happened. */
export type EventsMode = {
	readonly kind: 'events';
	/** Index of the first line on the screen. */
	readonly top: number;
};
