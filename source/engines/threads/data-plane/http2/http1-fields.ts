const colon = 0x3A;

/**
The header fields of an HTTP/2 request as HTTP/1.1 has them (RFC 9113 §8.3.1, §8.2.3): the authority in `Host`, cookies in one field, and
a body without a length as chunks.

@param raw - As received: `[name, value, …]`, pseudo-header fields first.
@param hasBody
@returns `[name, value, …]`, with a second `Host` if that of the client is not the authority.
*/
export const http1Fields = (raw: readonly string[], hasBody: boolean): string[] => {
	const fields: string[] = [];
	let authority: string | undefined;
	let cookieAt = -1;
	let hasLength = false;
	for (let index = 0; index < raw.length; index += 2) {
		const name = raw[index]!;
		const value = raw[index + 1]!;
		if (name.codePointAt(0) === colon) {
			if (name === ':authority') {
				authority = value;
				fields.push('host', value);
			}
		} else if (name === 'cookie' && cookieAt !== -1) {
			fields[cookieAt] += `; ${value}`;
		} else if (name !== 'host' || value.toLowerCase() !== authority?.toLowerCase()) {
			cookieAt = name === 'cookie' ? fields.length + 1 : cookieAt;
			hasLength ||= name === 'content-length';
			fields.push(name, value);
		}
	}

	if (hasBody && !hasLength) {
		fields.push('transfer-encoding', 'chunked');
	}

	return fields;
};
