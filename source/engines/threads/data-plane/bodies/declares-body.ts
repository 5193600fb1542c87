import type {IncomingMessage} from 'node:http';

/** Whether a request has a body (RFC 9112 §6.3); an empty one counts as none. */
export const declaresBody = ({headers: {'content-length': contentLength, 'transfer-encoding': transferEncoding}}: Pick<IncomingMessage, 'headers'>): boolean =>
	transferEncoding !== undefined || (contentLength !== undefined && contentLength !== '0');
