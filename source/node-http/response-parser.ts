import type {Socket} from 'node:net';

/** Node's own parser of what comes on a connection. */
type ResponseParser = {
	initialize(type: number, resource: object, maxHeaderBytes: number, leniency: number): void;
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
Has a backend's connection read answers that mean but one thing, even if they are not written as they should be. Everything
`insecureHTTPParser` takes would be too much: a chunk without a line end at its end is no chunk. What else this lets in and is
ambiguous shows in the fields, see `sortResponseHeaders`. To be called once a request has been given the connection.
*/
export const readLeniently = ({parser}: ParsedSocket, maxHeaderBytes: number): void => {
	if (!parser) {
		return;
	}

	const {
		RESPONSE: type,
		kLenientHeaders: controlCharacters,
		kLenientChunkedLength: bothLengths,
		// After an interim response with `Connection: close` the answer is still to come. What follows one is discarded: the connection is not used again.
		kLenientKeepAlive: interimClose,
		// RFC 9112 §2.2
		kLenientOptionalCRBeforeLF: bareLineFeeds,
		kLenientSpacesAfterChunkSize: paddedChunkSizes,
	} = parser.constructor;
	// eslint-disable-next-line no-bitwise -- Flags, as the parser knows them.
	parser.initialize(type, {}, maxHeaderBytes, controlCharacters | bothLengths | interimClose | bareLineFeeds | paddedChunkSizes);
};
