import type {AccessLogEntry} from '../access-log-entry.js';
import type {OpenPhase} from '../open-request.js';

/** A request of the log, or one in flight, which has a phase. */
export type FilteredRequest = Omit<AccessLogEntry, 'sequence'> & {readonly phase?: OpenPhase};

/** A condition on requests. */
export type Condition = {
	/** `now` in milliseconds since the epoch, for ages. */
	readonly test: (record: FilteredRequest, now: number) => boolean;
	/** Reads on after "requests": `with status 500 to 599`. */
	readonly meaning: string;
};

/** Why a value is invalid. */
export type Unusable = {
	readonly problem: string;
};
