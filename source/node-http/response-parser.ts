import type {Socket} from 'node:net';

/** Undocumented: Node's parser of a connection. */
type ResponseParser = {
	initialize(type: number, resource: object, maxHeaderBytes: number, leniency: number): void;
	/** Number of header fields; 0 for no limit. */
	maxHeaderPairs: number;
	readonly constructor: {
		readonly RESPONSE: number;
		readonly kLenientHeaders: number;
		readonly kLenientChunkedLength: number;
		readonly kLenientKeepAlive: number;
		readonly kLenientOptionalCRBeforeLF: number;
		readonly kLenientSpacesAfterChunkSize: number;
	};
};

type ParsedSocket = Socket & {readonly parser?: ResponseParser | null};

/**
Makes a backend's connection accept responses that are unambiguous, though invalid. `insecureHTTPParser` would accept too much, such as
chunks without a line end. Ambiguous header fields that this accepts are refused by `sortResponseHeaders`. Call once a request has
its connection.
*/
export const readLeniently = ({parser}: ParsedSocket, maxHeaderBytes: number): void => {
	if (!parser) {
		return;
	}

	const {
		RESPONSE: type,
		kLenientHeaders: controlCharacters,
		kLenientChunkedLength: bothLengths,
		// After an interim response with `Connection: close`, the final one follows. Bytes after that are discarded, as the connection is not reused.
		kLenientKeepAlive: interimClose,
		// RFC 9112 §2.2
		kLenientOptionalCRBeforeLF: bareLineFeeds,
		kLenientSpacesAfterChunkSize: paddedChunkSizes,
	} = parser.constructor;
	// Beyond it, Node would silently drop fields. Their total size is limited.
	parser.maxHeaderPairs = 0;
	// eslint-disable-next-line no-bitwise -- Flags, as the parser knows them.
	parser.initialize(type, {}, maxHeaderBytes, controlCharacters | bothLengths | interimClose | bareLineFeeds | paddedChunkSizes);
};
