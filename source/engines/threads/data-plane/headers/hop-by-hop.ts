/** The most frequent values of `Connection`. */
const namesNoField = new Set(['keep-alive', 'Keep-Alive', 'close']);
const nothing: ReadonlySet<string> = new Set();

/**
The connection options of a message, in lower case.

@param connection - All `Connection` fields joined by commas; undefined if there is none.
*/
export const connectionOptions = (connection: string | undefined): ReadonlySet<string> =>
	connection === undefined || namesNoField.has(connection) ? nothing : new Set(connection.toLowerCase().split(',').map(option => option.trim()));

/**
Fields that apply to one connection only and must not be forwarded (RFC 9110 §7.6.1), and their predecessors. `Trailer`
announces fields that may be dropped on the path.
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
