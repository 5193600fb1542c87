import type {ServerResponse} from 'node:http';
import type {Socket} from 'node:net';
import {stopParsing} from '../../../../node-http/linger.js';
import type {MessageFeed} from '../../../../node-http/message-feed.js';
import {parserErrorKind} from '../../../../node-http/parser-error.js';
import type {Pipeline} from '../../../../node-http/pipeline.js';
import {answerToUnreadable} from '../admission/malformed-request.js';
import {breakBody} from '../bodies/broken-body.js';
import type {LocalReply} from '../local-reply.js';
import type {LateClients} from './late-clients.js';

export type UnreadableRequestsOptions = {
	readonly pipeline: Pipeline;
	readonly feed: MessageFeed;
	readonly late: LateClients;
	/** Answers what is no request, and closes the connection. */
	readonly refuse: (socket: Socket, answer: LocalReply) => void;
};

/** What becomes of a connection on which node:http cannot read further: an answer in its turn, or the end. */
export class UnreadableRequests {
	readonly #options: UnreadableRequestsOptions;

	constructor(options: UnreadableRequestsOptions) {
		this.#options = options;
	}

	take(error: NodeJS.ErrnoException, socket: Socket): void {
		if (parserErrorKind(error) === 'late') {
			this.#options.late.giveUp(socket, () => {
				this.#end(error, socket);
			});
		} else {
			this.#end(error, socket);
		}
	}

	#end(error: NodeJS.ErrnoException, socket: Socket): void {
		if (!socket.writable) {
			// Answered and ended already.
			return;
		}

		const answer = answerToUnreadable(error);
		if (answer === 'ignore') {
			stopParsing(socket);
			return;
		}

		const {pipeline, feed, refuse} = this.#options;
		const last = pipeline.last(socket);
		// What is wrong with the rest of a body whose request has been answered needs no answer.
		const isAnswered = last === undefined && feed.isInBody(socket);
		if (answer === 'gone' || isAnswered || (last !== undefined && parserErrorKind(error) === 'cut-short')) {
			socket.destroy();
			return;
		}

		stopParsing(socket);
		if (last?.req.complete === false) {
			this.#refuseBody(last, answer);
			return;
		}

		pipeline.afterAll(socket, () => {
			refuse(socket, answer);
		});
	}

	/** The body of the connection's newest request is malformed or incomplete. */
	#refuseBody(response: ServerResponse, answer: LocalReply): void {
		if (response.socket === null) {
			// It waits for its turn and is not being processed.
			const {pipeline, refuse} = this.#options;
			const {socket} = response.req;
			pipeline.waitInstead(response, () => {
				refuse(socket, answer);
			});
		} else if (!response.writableEnded && !breakBody(response, answer)) {
			response.socket.destroy();
		}
	}
}
