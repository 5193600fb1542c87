/** An authority without user information (RFC 3986 §3.2), but for the comma, which several joined fields would have. */
const authority = /^(?:\[[\d.:a-f]+\]|[\w!$%\u{26}'\(\)*+\-.;=~]+)(?::(?<port>\d{0,5}))?$/iv;

const maxPort = 65_535;

/** The last one that was: one request after the other names the same host, and each is looked at more than once. */
let known: string | undefined;

/** Whether a text is a valid `Host`: a name or address, with or without a port. */
export const isAuthority = (text: string): boolean => {
	if (text === known) {
		return true;
	}

	const parts = authority.exec(text);
	const isValid = parts !== null && Number(parts.groups!['port'] ?? '') <= maxPort;
	if (isValid) {
		known = text;
	}

	return isValid;
};
