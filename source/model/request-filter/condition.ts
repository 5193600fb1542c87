import type {LogRecord} from '../access-log-entry.js';

/** What a value asks of a request. */
export type Condition = {
	/** `now` in milliseconds since the epoch, from which ages are told. */
	readonly test: (record: LogRecord, now: number) => boolean;
	/** Reads on after "requests": `with status 500 to 599`. */
	readonly meaning: string;
};

/** Why a value is none, in a sentence. */
export type Unusable = {
	readonly problem: string;
};
