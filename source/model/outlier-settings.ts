/** When traffic says that a backend is not well. Times in milliseconds. */
export type OutlierSettings = {
	/** Failed exchanges in a row; 0 for no such rule. */
	readonly consecutive: number;
	/** Share of failed exchanges within the window, in percent; 0 for no such rule. */
	readonly errorShare: number;
	readonly windowMs: number;
	/** Exchanges that a window has to hold for its share to say anything. */
	readonly minRequests: number;
	/** How long the first ejection lasts; each further one that long more. */
	readonly ejectMs: number;
	/** How long an ejection lasts at most. */
	readonly maxEjectMs: number;
};
