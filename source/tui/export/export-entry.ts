import type {LogRecord} from '../../model/access-log-entry.js';
import type {ExchangeDetail} from '../../model/exchange-detail.js';
import {valueOf} from '../exchange/headers.js';

/** An exchange to write down. What is no longer at hand of it is left out. */
export type ExportEntry = {
	readonly record: LogRecord;
	readonly detail?: ExchangeDetail;
};

export type ExportContext = {
	/** Where the proxy is reached, such as `http://localhost:8000`. */
	readonly origin: string;
	readonly version: string;
	/** Whether the values of secret headers are written as they are. */
	readonly showsSecrets: boolean;
};

/** The URL that the client asked for. */
export const urlOf = ({record: {target}, detail}: ExportEntry, origin: string): string => {
	if (/^https?:\/\//iv.test(target)) {
		return target;
	}

	const host = detail && valueOf(detail.requestHeaders, 'host');
	const base = host === undefined || host === '' ? origin : `${origin.split('://', 1)[0]}://${host}`;
	// An OPTIONS of the whole server has an asterisk for a path.
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
