/** The help is on the screen. */
export type HelpMode = {
	readonly kind: 'help';
	/** Index of its first line on the screen. */
	readonly top: number;
};
