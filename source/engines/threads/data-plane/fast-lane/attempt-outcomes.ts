import type {LocalReply} from '../local-reply.js';
import type {Guarded} from './guarded.js';

/** What comes of an attempt of the fast lane: called until one of these has ended it, and not after that. */
export type AttemptOutcomes = Guarded & {
	/** All of the answer has gone to the client. */
	onWhole(): void;
	/** There is no answer, and none will come. */
	onFailure(error: NodeJS.ErrnoException): void;
	/** The answer has begun and will not end. */
	onBroken(): void;
	/** The time for the request or its answer is up, or it is none that can be passed on; `failure` is what the backend is blamed for. */
	refuse(reply: LocalReply, failure?: string): void;
	/** The request cannot go on, whatever has been answered. */
	cut(reply: LocalReply): void;
	/** Neither side has moved for too long. */
	onAnswerIdle(): void;
};
