/** What a backend that is down has failed by: no connection or no answer came; an answer came with this status; or one that was wrong otherwise. */
export type HealthFailure = 'no-answer' | 'wrong-answer' | number;

/**
What to do where a check was answered, and a service without a page of its own at `/` may be as well as any: a 4xx answer finds fault
with the request alone (RFC 9110 section 15.5). In words for a person; undefined where the backend is at fault.
*/
export const healthHint = (failure: HealthFailure | undefined): string | undefined =>
	typeof failure === 'number' && failure >= 400 && failure < 500
		? `request another path with --health-path, or accept ${failure} with --health-status`
		: undefined;
