import type {AccessLogEntry} from './access-log-entry.js';

/** What a request in flight waits for: a free backend, its connection, its response headers, or the rest of the response. */
export const openPhases = ['queue', 'connect', 'first-byte', 'transfer'] as const;

export type OpenPhase = (typeof openPhases)[number];

/**
A request in flight: its log entry so far. Its `durationMs` is how long it has been running, its `status` 0 until the response has begun. When it
has ended, its record in the log has the same `requestId`.
*/
export type OpenRequest = Omit<AccessLogEntry, 'sequence'> & {
	readonly phase: OpenPhase;
};

export type OpenRequests = {
	/** The oldest, oldest first. */
	readonly requests: readonly OpenRequest[];
	/** How many there are in all. */
	readonly inFlight: number;
};

/** More are not read at once. */
export const maxOpenRequests = 1000;
