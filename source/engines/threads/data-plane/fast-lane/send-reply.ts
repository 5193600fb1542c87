import {Buffer} from 'node:buffer';
import type {Exchange} from '../exchange.js';
import {replyHead, replyMessage, type LocalReply} from '../local-reply.js';
import type {ClientSide} from './client-side.js';

/** What a local reply has to know of the request that it answers. */
export type Answered = {
	readonly method: string;
	/** Whether the client is in the middle of a body that is not worth reading. */
	readonly isBodyLong: boolean;
	/** How long clients are told that they may keep a connection. */
	readonly keepAliveSeconds: number;
};

/** Answers in the place of a backend: the fast lane's `sendLocalReply`. */
export const sendReply = (exchange: Exchange, client: ClientSide, reply: LocalReply, {method, isBodyLong, keepAliveSeconds}: Answered): void => {
	exchange.answeredByProxy(reply);
	const message = replyMessage(reply);
	client.foreseeEnd();
	client.isLast ||= reply.closes === true || isBodyLong;
	const head = replyHead(message, client.isLast ? undefined : keepAliveSeconds);
	exchange.headSent(head);
	if (method === 'HEAD') {
		client.socket.write(head, 'latin1');
	} else {
		client.socket.write(Buffer.concat([Buffer.from(head, 'latin1'), message.body]));
		exchange.takeResponse(message.body);
	}
};
