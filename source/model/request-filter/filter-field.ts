import type {LogRecord} from '../access-log-entry.js';
import type {Condition, Unusable} from './condition.js';

/** Something of a request that can be asked for by name. */
export type FilterField = {
	readonly name: string;
	/** What it is, in a few words. */
	readonly help: string;
	/** A value that shows how it is written. */
	readonly example: string;
	/** Set where the same request may be found at one moment and not at the next. */
	readonly isTimed?: true;
	/** Values worth offering whatever the requests are. */
	readonly values?: readonly string[];
	/** What is worth offering besides, given requests that were seen, best first; by default the values that they have. */
	readonly offers?: (seen: readonly LogRecord[]) => readonly string[];
	/** The value under which a request would be found again; undefined where it has none. */
	readonly valueOf: (record: LogRecord) => string | undefined;
	readonly read: (value: string) => Condition | Unusable;
};
