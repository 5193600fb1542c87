import type {OutgoingHttpHeaders} from 'node:http2';
import {responseFieldKinds} from '../headers/response-headers.js';

/**
Header fields of a response in the form that node:http2 sends. Fields of one name are joined (RFC 9110 §5.3), as it refuses to repeat
some. Those of a connection are left out (RFC 9113 §8.2.2).

@param fields - `[name, value, …]`
@param headers - What they are added to.
*/
export const http2Fields = (fields: readonly string[], headers: OutgoingHttpHeaders = {}): OutgoingHttpHeaders => {
	for (let index = 0; index < fields.length; index += 2) {
		const name = fields[index]!.toLowerCase();
		const value = fields[index + 1]!;
		const kind = responseFieldKinds.get(name);
		if (kind !== undefined && kind !== 'end-to-end' && kind !== 'content-length') {
			continue;
		}

		const before = headers[name];
		if (before === undefined) {
			headers[name] = value;
		} else if (name === 'set-cookie') {
			headers[name] = [before, value].flat() as string[];
		} else {
			headers[name] = `${String(before)}, ${value}`;
		}
	}

	return headers;
};
