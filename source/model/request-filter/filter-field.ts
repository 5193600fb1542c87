import type {Condition, FilteredRequest, Unusable} from './condition.js';

/** A field of filters. */
export type FilterField = {
	readonly name: string;
	/** Its description. */
	readonly help: string;
	readonly example: string;
	/** Whether the result depends on the time. */
	readonly isTimed?: true;
	/** Whether it finds requests in flight only. */
	readonly isOfOpen?: true;
	/** Values that are always suggested. */
	readonly values?: readonly string[];
	/** Suggestions from observed requests, best first; by default their values. */
	readonly offers?: (seen: readonly FilteredRequest[]) => readonly string[];
	/** The value that finds this request; undefined without one. */
	readonly valueOf: (record: FilteredRequest) => string | undefined;
	readonly read: (value: string) => Condition | Unusable;
};
