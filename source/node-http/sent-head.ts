import type {ServerResponse} from 'node:http';
import type {Socket} from 'node:net';

/**
The head of a response, exactly as it goes to the client; undefined when there is none. Node adds fields of its own to those it
is given, and has no public name for the whole.
*/
export const sentHead = (response: ServerResponse): string | undefined =>
	(response as unknown as {readonly _header: string | null})._header ?? undefined;

/**
Sends the head of a response that is followed by another protocol. Node would write bytes beyond ASCII as UTF-8, and thus two for
each, and take the connection's end for that of the response.

@param response - One whose head has been written and not sent.
@returns The head.
*/
export const sendHeadAlone = (response: ServerResponse, socket: Socket): string => {
	const head = sentHead(response)!;
	response.detachSocket(socket);
	socket.write(head, 'latin1');
	return head;
};
