import type {OutgoingHttpHeaders} from 'node:http2';
import {hopByHopFields} from './hop-by-hop.js';
import type {RequestHeaders} from './request-headers.js';

const left = new Set<string>([...hopByHopFields, 'connection', 'transfer-encoding', 'host', 'te']);

/**
The header of a request in the form that node:http2 sends (RFC 9113 §8.3.1), without what is of a connection (§8.2.2). Fields of one
name are joined (RFC 9110 §5.3), as it refuses to repeat some.
*/
export const http2RequestFields = ({method, url, headers}: {readonly method: string; readonly url: string; readonly headers: RequestHeaders}, scheme: 'http' | 'https'): OutgoingHttpHeaders & {readonly ':method': string} => {
	const {host, te} = headers;
	const fields: OutgoingHttpHeaders & {':method': string} = {
		':method': method, ':scheme': scheme, ':path': url, ...(host !== undefined && {':authority': String(host)}),
	};
	for (const [name, value] of Object.entries(headers)) {
		if (!left.has(name)) {
			fields[name] = Array.isArray(value) ? value.join(name === 'cookie' ? '; ' : ', ') : value;
		}
	}

	if (te !== undefined && /(?:^|[\s,])trailers(?:$|[\s,;])/iv.test(String(te))) {
		fields.te = 'trailers';
	}

	return fields;
};
