/** What stands between a beginning and an end, and is no keys. */
export type Enclosed = {
	/**
	Whether what came last looks as if its end were lost.

	@default false
	*/
	readonly mayBeOver?: boolean;
	/** Reads on; returns what follows its end, undefined while that has not come. */
	read(piece: string): string | undefined;
	/** Its end will not come. Returns the keys that were pressed meanwhile. */
	giveUp(): string;
};
