/** Input between a start and an end sequence, which is not keys. */
export type Enclosed = {
	/**
	Whether the end sequence seems to be lost.

	@default false
	*/
	readonly mayBeOver?: boolean;
	/** Consumes input; returns what follows the end, undefined until it comes. */
	read(piece: string): string | undefined;
	/** The end sequence is lost. Returns the keys pressed meanwhile. */
	giveUp(): string;
};
