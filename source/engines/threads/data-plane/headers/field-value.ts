/** Not allowed in a field value (RFC 9110 §5.5). */
const unprintable = /[^\t -~\u{80}-\u{FF}]/v;
const eachUnprintable = new RegExp(unprintable, 'gv');
const dangerous = /[\0\n\r]/v;

/**
Replaces control characters in a backend's field value by spaces (RFC 9110 §5.5).

@returns undefined if it has one that some parsers take for the end of the value.
*/
export const cleanValue = (value: string): string | undefined => {
	if (!unprintable.test(value)) {
		return value;
	}

	return dangerous.test(value) ? undefined : value.replaceAll(eachUnprintable, ' ');
};
