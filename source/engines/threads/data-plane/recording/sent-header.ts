import type {RawHeaders} from '../../../../model/exchange-detail.js';
import {parseHeaderLines} from './header-lines.js';

/** @param header - Status line and fields, each with its line end. */
export const parseSentHeader = (header: string): {readonly statusText: string; readonly responseHeaders: RawHeaders} => {
	const statusEnd = header.indexOf('\r\n');
	return {
		// HTTP/1.1 200 OK
		statusText: header.slice('HTTP/1.1 200 '.length, statusEnd),
		responseHeaders: parseHeaderLines(header.slice(statusEnd)),
	};
};
