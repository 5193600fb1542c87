import type {LogRecord} from '../../../model/access-log-entry.js';
import type {ExchangeDetail} from '../../../model/exchange-detail.js';
import {valueOf} from '../../exchange/headers.js';

/** An exchange to export, without what is no longer available. */
export type ExportEntry = {
	readonly record: LogRecord;
	readonly detail?: ExchangeDetail;
};

export type ExportContext = {
	/** Base URL of the proxy, such as `http://localhost:8000`. */
	readonly origin: string;
	/** The same for TLS; undefined without. */
	readonly tlsOrigin?: string | undefined;
	readonly version: string;
	/** Whether secret header values are included. */
	readonly showsSecrets: boolean;
};

/** Base URL of the port that the request came to. */
export const originOf = ({record: {scheme}}: ExportEntry, {origin, tlsOrigin}: ExportContext): string => scheme === 'https' ? tlsOrigin ?? origin : origin;

/** The requested URL. */
export const urlOf = (entry: ExportEntry, context: ExportContext): string => {
	const {record: {target, scheme = 'http'}, detail} = entry;
	if (/^https?:\/\//iv.test(target)) {
		return target;
	}

	const host = detail && valueOf(detail.requestHeaders, 'host');
	const base = host === undefined || host === '' ? originOf(entry, context) : `${scheme}://${host}`;
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
