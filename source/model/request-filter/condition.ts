import type {LogRecord} from '../access-log-entry.js';

/** A condition on requests. */
export type Condition = {
	/** `now` in milliseconds since the epoch, for ages. */
	readonly test: (record: LogRecord, now: number) => boolean;
	/** Reads on after "requests": `with status 500 to 599`. */
	readonly meaning: string;
};

/** Why a value is invalid. */
export type Unusable = {
	readonly problem: string;
};
