import type {Buffer} from 'node:buffer';

/** An error that a server tells of by 'clientError'. */
export type ParserError = NodeJS.ErrnoException & {
	/** Why, in the parser's words. */
	readonly reason?: string;
	/** The bytes in which it happened. */
	readonly rawPacket?: Buffer;
};

/**
`after-last`: bytes behind a request that said itself that it is the last. `late`: the head did not come in time. `cut-short`: the
client ended the connection within a message. `closed`: the connection broke.
*/
export type ParserErrorKind = 'after-last' | 'late' | 'too-large' | 'invalid-method' | 'method-of-rtsp' | 'cut-short' | 'malformed' | 'closed';

const kinds: Readonly<Record<string, ParserErrorKind>> = {
	HPE_CLOSED_CONNECTION: 'after-last',
	ERR_HTTP_REQUEST_TIMEOUT: 'late',
	HPE_HEADER_OVERFLOW: 'too-large',
	HPE_INVALID_METHOD: 'invalid-method',
	HPE_INVALID_EOF_STATE: 'cut-short',
};

/** What the parser says of methods that it knows from RTSP: their code is that of many other mistakes. */
const methodOfRtsp = 'Invalid method for HTTP/x.x request';

/** What an error means. The parser's codes and reasons are its own, and documented nowhere. */
export const parserErrorKind = ({code = '', reason}: ParserError): ParserErrorKind => reason === methodOfRtsp ? 'method-of-rtsp' : kinds[code] ?? (code.startsWith('HPE_') ? 'malformed' : 'closed');
