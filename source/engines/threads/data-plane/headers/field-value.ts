/** What a field value may not hold (RFC 9110 §5.5). */
const unprintable = /[^\t -~\u{80}-\u{FF}]/v;
const eachUnprintable = new RegExp(unprintable, 'gv');
const dangerous = /[\0\n\r]/v;

/**
A field value of a backend with blanks for its control characters (RFC 9110 §5.5).

@returns undefined if it holds one that ends a value for some.
*/
export const cleanValue = (value: string): string | undefined => {
	if (!unprintable.test(value)) {
		return value;
	}

	return dangerous.test(value) ? undefined : value.replaceAll(eachUnprintable, ' ');
};
