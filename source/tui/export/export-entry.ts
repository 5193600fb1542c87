import type {LogRecord} from '../../model/access-log-entry.js';
import type {ExchangeDetail} from '../../model/exchange-detail.js';
import {valueOf} from '../exchange/headers.js';

/** An exchange to export, without what is no longer available. */
export type ExportEntry = {
	readonly record: LogRecord;
	readonly detail?: ExchangeDetail;
};

export type ExportContext = {
	/** Base URL of the proxy, such as `http://localhost:8000`. */
	readonly origin: string;
	readonly version: string;
	/** Whether secret header values are included. */
	readonly showsSecrets: boolean;
};

/** The requested URL. */
export const urlOf = ({record: {target}, detail}: ExportEntry, origin: string): string => {
	if (/^https?:\/\//iv.test(target)) {
		return target;
	}

	const host = detail && valueOf(detail.requestHeaders, 'host');
	const base = host === undefined || host === '' ? origin : `${origin.split('://', 1)[0]}://${host}`;
	// A server-wide OPTIONS has an asterisk as its path.
	return target.startsWith('/') ? base + target : `${base}/`;
};

/** Text if the bytes are UTF-8, undefined if they are not. */
export const utf8Of = (bytes: Uint8Array): string | undefined => {
	try {
		return new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(bytes);
	} catch {
		return undefined;
	}
};
