import type {Exchange} from '../exchange.js';
import type {LocalReply} from '../local-reply.js';

/** The exchange of a response, and the handlers of its failures. */
export type AnswerOwner = {
	readonly exchange: Exchange;
	/** The response must not be relayed; nothing of it has been sent. */
	refuse(reply: LocalReply, failure: string): void;
	/** There is no response that can be relayed. */
	onFailure(error: Error): void;
};
