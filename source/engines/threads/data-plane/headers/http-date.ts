let second = 0;
let text = '';

/** The value of `Date` (RFC 9110 §6.6.1); made once a second. */
export const httpDate = (now = Date.now()): string => {
	const current = Math.trunc(now / 1000);
	if (current !== second) {
		second = current;
		text = new Date(current * 1000).toUTCString();
	}

	return text;
};
