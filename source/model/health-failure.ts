/** How a check failed: no connection or response; a response with this status; or one that was invalid otherwise. */
export type HealthFailure = 'no-answer' | 'wrong-answer' | number;

/**
A hint for a check that was answered, as a service without a page at `/` may be healthy: a 4xx response faults the request only (RFC 9110
§15.5). Undefined if the backend is at fault.
*/
export const healthHint = (failure: HealthFailure | undefined): string | undefined =>
	typeof failure === 'number' && failure >= 400 && failure < 500
		? `request another path with --health-path, or accept ${failure} with --health-status`
		: undefined;
