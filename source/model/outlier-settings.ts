/** Outlier detection. Times in milliseconds. */
export type OutlierSettings = {
	/** Consecutive failures; 0 turns it off. */
	readonly consecutive: number;
	/** Error rate within the window, in percent; 0 turns it off. */
	readonly errorShare: number;
	readonly windowMs: number;
	/** Minimum number of exchanges in a window. */
	readonly minRequests: number;
	/** Duration of the first ejection; each further one lasts that much longer. */
	readonly ejectMs: number;
	/** Maximum duration of an ejection. */
	readonly maxEjectMs: number;
};
