import type {Buffer} from 'node:buffer';

/** An error of a 'clientError' event. */
export type ParserError = NodeJS.ErrnoException & {
	/** The parser's reason. */
	readonly reason?: string;
	/** The unparsable bytes. */
	readonly rawPacket?: Buffer;
};

/**
`after-last`: bytes after a request with `Connection: close`. `late`: header timeout. `cut-short`: the client ended the connection
within a message. `closed`: a broken connection.
*/
export type ParserErrorKind = 'after-last' | 'late' | 'too-large' | 'invalid-method' | 'method-of-rtsp' | 'cut-short' | 'malformed' | 'closed';

const kinds: Readonly<Record<string, ParserErrorKind>> = {
	HPE_CLOSED_CONNECTION: 'after-last',
	ERR_HTTP_REQUEST_TIMEOUT: 'late',
	HPE_HEADER_OVERFLOW: 'too-large',
	HPE_INVALID_METHOD: 'invalid-method',
	HPE_INVALID_EOF_STATE: 'cut-short',
};

/** The reason for methods of RTSP, whose code is shared with other errors. */
const methodOfRtsp = 'Invalid method for HTTP/x.x request';

/** Classifies an error by the parser's codes and reasons, which are undocumented. */
export const parserErrorKind = ({code = '', reason}: ParserError): ParserErrorKind => reason === methodOfRtsp ? 'method-of-rtsp' : kinds[code] ?? (code.startsWith('HPE_') ? 'malformed' : 'closed');
