export type Labels = Readonly<Record<string, string | number>>;

export type Sample = {
	/**
	Suffix of the name, such as `_bucket`.

	@default nothing
	*/
	readonly suffix?: string;
	readonly labels?: Labels;
	readonly value: number;
};

/** All samples under one name. Names follow the conventions of Prometheus: base units, `_total` for what only grows. */
export type MetricFamily = {
	/** Without the `_total` of a counter. */
	readonly name: string;
	readonly type: 'counter' | 'gauge' | 'histogram' | 'summary' | 'info';
	readonly help: string;
	readonly samples: readonly Sample[];
};
