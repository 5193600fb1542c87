/** Common to all instances. */
const pseudonymPrefix = 'proxy-tui-';

const ownKind = /^[\d.]+ proxy-tui-[\da-f]+$/v;

/**
Processes a client's `Via` fields (RFC 9110 §7.6.3). From untrusted clients only entries of instances of this program are kept, to
detect a loop over several; their pseudonyms cannot be guessed.

@param given - All fields joined by commas; undefined if there are none.
@param version - HTTP version of the received message.
@param pseudonym - Of this instance.
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
