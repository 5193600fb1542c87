import type {Buffer} from 'node:buffer';
import type {ClientRequest, IncomingMessage, InformationEvent} from 'node:http';
import type {Socket} from 'node:net';
import process from 'node:process';

/** Called until the attempt has been answered or ended, and not after that. */
export type AnswerHandlers = {
	onInterimResponse(interim: InformationEvent): void;
	onResponse(incoming: IncomingMessage): void;
	onUpgrade(incoming: IncomingMessage, socket: Socket, head: Buffer): void;
	/** There is no answer, and none will come. */
	onFailure(error: NodeJS.ErrnoException): void;
};

/** An attempt that waits for an answer. */
export type AnswerListener = {
	/** Whether it still does. */
	readonly isCurrent: boolean;
	/** Whether its connection speaks another protocol by now. */
	readonly isDetached: boolean;
	readonly handlers: AnswerHandlers;
};

const passOn = (listener: AnswerListener, incoming: IncomingMessage): void => {
	if (listener.isCurrent) {
		listener.handlers.onResponse(incoming);
	}
};

/** Turns the events of a request to a backend into one answer or one failure. */
export const listenForAnswer = (upstream: ClientRequest, listener: AnswerListener): void => {
	let response: IncomingMessage | undefined;
	upstream.on('information', interim => {
		if (listener.isCurrent) {
			listener.handlers.onInterimResponse(interim);
		}
	});
	upstream.on('response', incoming => {
		if (listener.isCurrent) {
			response = incoming;
			// Once all that came with the head has been parsed: what breaks right behind it is no answer yet, and 502 can still be said.
			process.nextTick(passOn, listener, incoming);
		}
	});
	upstream.on('upgrade', (incoming, socket, head) => {
		if (listener.isCurrent) {
			listener.handlers.onUpgrade(incoming, socket, head);
		} else {
			socket.destroy();
		}
	});
	upstream.on('error', error => {
		if (response?.complete) {
			// What follows an answer is not part of it.
			return;
		}

		if (listener.isCurrent) {
			listener.handlers.onFailure(error);
		} else {
			// Node would take what came until now for all of a body that ends with the connection.
			response?.destroy(error);
		}
	});
	upstream.on('close', () => {
		// Looked at first: each request ends so, and an error is dear to make.
		if (listener.isCurrent && !listener.isDetached) {
			listener.handlers.onFailure(new Error('closed without a response'));
		}
	});
};
