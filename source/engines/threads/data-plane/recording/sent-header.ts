import type {RawHeaders} from '../../../../model/exchange-detail.js';

/** @param header - Status line and fields, each with its line end. */
export const parseSentHeader = (header: string): {readonly statusText: string; readonly responseHeaders: RawHeaders} => {
	const [statusLine, ...lines] = header.trimEnd().split('\r\n');
	return {
		// HTTP/1.1 200 OK
		statusText: statusLine!.slice('HTTP/1.1 200 '.length),
		responseHeaders: lines.flatMap(line => {
			const colon = line.indexOf(':');
			return [line.slice(0, colon), line.slice(colon + 1).trim()];
		}),
	};
};
