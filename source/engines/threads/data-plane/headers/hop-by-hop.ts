/** By far the most frequent values of `Connection`. */
const namesNoField = new Set(['keep-alive', 'Keep-Alive', 'close']);
const nothing: ReadonlySet<string> = new Set();

/**
The fields that a message's own `Connection` fields name, in lower case.

@param connection - The value of `Connection`, all its fields joined by commas; undefined if there is none.
*/
export const connectionOptions = (connection: string | undefined): ReadonlySet<string> =>
	connection === undefined || namesNoField.has(connection) ? nothing : new Set(connection.toLowerCase().split(',').map(option => option.trim()));

/**
Fields that speak of one connection only and must not be passed on (RFC 9110 §7.6.1), and those that older senders use in
the same sense. `Trailer` only announces what may be dropped on the way.
*/
export const hopByHopFields = [
	'connection',
	'http2-settings',
	'keep-alive',
	'proxy-authenticate',
	'proxy-authentication-info',
	'proxy-authorization',
	'proxy-connection',
	'te',
	'trailer',
	'transfer-encoding',
	'upgrade',
] as const;
