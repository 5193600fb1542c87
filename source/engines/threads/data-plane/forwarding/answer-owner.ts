import type {Exchange} from '../exchange.js';
import type {LocalReply} from '../local-reply.js';

/** The exchange of a response, and the handlers of its failures. */
export type AnswerOwner = {
	readonly exchange: Exchange;
	/** The response cannot be relayed; nothing of it has been sent. */
	refuse(reply: LocalReply, failure: string): void;
	/** The backend has closed its connection before the end of the request. */
	onFailure(error: Error): void;
};
