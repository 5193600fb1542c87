/** Why outlier detection ejected a backend. */
export type Outlier =
	| {readonly type: 'consecutive-failures'; readonly failures: number}
	/** Of the requests within the error-rate window. */
	| {readonly type: 'error-rate'; readonly percent: number; readonly requests: number}
	/** Of an instance of another version, which is understood by its words alone. */
	| {readonly type: 'other'; readonly words: string};

export const outlierWords = (outlier: Outlier): string => {
	switch (outlier.type) {
		case 'consecutive-failures': {
			return `${outlier.failures} failed requests in a row`;
		}

		case 'error-rate': {
			return `${outlier.percent} % of ${outlier.requests} requests failed`;
		}

		case 'other': {
			return outlier.words;
		}
	}
};
