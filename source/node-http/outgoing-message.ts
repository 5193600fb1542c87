import type {OutgoingMessage} from 'node:http';

/*
Node's types have these members of outgoing messages, but its documentation does not. Setting header fields instead would have no
effect: they are passed as a list, which Node writes as it is.
*/

/** Closes the connection after the message. A response announces it; that of a request is not reused, whatever the response says. */
export const closeAfter = (message: OutgoingMessage): void => {
	message.shouldKeepAlive = false;
};

/** Whether the connection is reused after this message, as far as is known. */
export const keepsAlive = (message: OutgoingMessage): boolean => message.shouldKeepAlive;

/** Whether the body is chunked. Known once the head has been written. */
export const sendsChunks = (message: OutgoingMessage): boolean => message.chunkedEncoding;

/** Whether a body without a length would be chunked. */
export const mayBeChunked = (message: OutgoingMessage): boolean => message.useChunkedEncodingByDefault;

/** @param mayBe - Whether a message without a length is chunked; otherwise Node does not add `Content-Length: 0`. */
export const setMayBeChunked = (message: OutgoingMessage, mayBe: boolean): void => {
	message.useChunkedEncodingByDefault = mayBe;
};

/** Makes a message that node:http does not send count as ended. */
export const markEnded = (message: OutgoingMessage): void => {
	Object.assign(message, {finished: true});
};
