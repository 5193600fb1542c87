/**
The value of a `Retry-After` field (RFC 9110 §10.2.3).

@returns undefined without one that can be read.
*/
export const retryAfterMs = (value: string | undefined, now: number): number | undefined => {
	if (value === undefined) {
		return undefined;
	}

	const milliseconds = /^\d{1,9}$/v.test(value) ? Number(value) * 1000 : Date.parse(value) - now;
	return Number.isNaN(milliseconds) ? undefined : Math.max(milliseconds, 0);
};
