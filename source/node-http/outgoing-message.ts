import type {OutgoingMessage} from 'node:http';

/*
Node's types have these members of a message on its way out, its documentation has not. Headers of the same meaning would be no
help: fields are given as a list, which Node writes as it is.
*/

/** Has the connection end after a message: what stands in a response says so, and a request's carries no further one whatever the answer says. */
export const closeAfter = (message: OutgoingMessage): void => {
	message.shouldKeepAlive = false;
};

/** Whether the connection carries further exchanges behind this message, as far as is known. */
export const keepsAlive = (message: OutgoingMessage): boolean => message.shouldKeepAlive;

/** Whether the body is sent in chunks. Known once the head has been written. */
export const sendsChunks = (message: OutgoingMessage): boolean => message.chunkedEncoding;

/** Whether a body without a length would be sent in chunks. */
export const mayBeChunked = (message: OutgoingMessage): boolean => message.useChunkedEncodingByDefault;

/** Whether a message without a length has chunks for its body, or none: then Node tells no length of nothing. */
export const setMayBeChunked = (message: OutgoingMessage, mayBe: boolean): void => {
	message.useChunkedEncodingByDefault = mayBe;
};
