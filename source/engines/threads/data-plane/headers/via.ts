/** The prefix of the name of every instance. */
const pseudonymPrefix = 'proxy-tui-';

const ownKind = /^[\d.]+ proxy-tui-[\da-f]+$/v;

/**
Processes a client's `Via` fields (RFC 9110 §7.6.3). Of untrusted clients only other instances of this program are kept, whose names cannot
be guessed: otherwise a loop over several would never be found.

@param given - All fields joined by commas; undefined if there are none.
@param version - Of the HTTP in which the message came.
@param pseudonym - The name of this instance.
*/
export const extendedVia = (given: string | undefined, version: string, pseudonym: string, isTrusted: boolean): string => {
	const own = `${version} ${pseudonym}`;
	if (given === undefined) {
		return own;
	}

	return isTrusted ? `${given}, ${own}` : [...given.split(',').map(element => element.trim()).filter(element => ownKind.test(element)), own].join(', ');
};

/** @param id - Lower-case hexadecimal digits. */
export const pseudonymOf = (id: string): string => pseudonymPrefix + id;
