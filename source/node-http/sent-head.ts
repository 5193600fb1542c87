import type {ServerResponse} from 'node:http';
import type {Socket} from 'node:net';

/**
The head of a response as sent to the client; undefined when there is none. Node adds fields to the given ones, and has no public
member for the whole.
*/
export const sentHead = (response: ServerResponse): string | undefined =>
	(response as unknown as {readonly _header: string | null})._header ?? undefined;

/** Makes this the head of a response that is not sent by node:http, which then counts as sent. */
export const setSentHead = (response: Pick<ServerResponse, 'headersSent'>, head: string): void => {
	Object.assign(response, {_header: head});
};

/**
Sends the head of a 101 response. Node would encode bytes beyond ASCII as UTF-8, with two bytes for each, and tie the response's end to
that of the connection.

@param response - With a head that has been written and not sent.
@returns The head.
*/
export const sendHeadAlone = (response: ServerResponse, socket: Socket): string => {
	const head = sentHead(response)!;
	response.detachSocket(socket);
	socket.write(head, 'latin1');
	return head;
};
