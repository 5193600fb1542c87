import type {Buffer} from 'node:buffer';
import type {ClientRequest, IncomingMessage, InformationEvent} from 'node:http';
import type {Socket} from 'node:net';
import process from 'node:process';

/** Called only until the attempt has been answered or ended. */
export type AnswerHandlers = {
	onInterimResponse(interim: InformationEvent): void;
	onResponse(incoming: IncomingMessage): void;
	onUpgrade(incoming: IncomingMessage, socket: Socket, head: Buffer): void;
	/** The request has failed without a response. */
	onFailure(error: NodeJS.ErrnoException): void;
};

/** An attempt that waits for a response. */
export type AnswerListener = {
	/** Whether it still waits. */
	readonly isCurrent: boolean;
	/** Whether its connection has switched protocols. */
	readonly isDetached: boolean;
	readonly handlers: AnswerHandlers;
};

const passOn = (listener: AnswerListener, incoming: IncomingMessage): void => {
	if (listener.isCurrent) {
		listener.handlers.onResponse(incoming);
	}
};

/** Turns the events of a request to a backend into one response or one failure. */
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
			// Once all input that arrived with the head has been parsed: after an error in it, a 502 is still possible.
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
			// Bytes after a response are not part of it.
			return;
		}

		if (listener.isCurrent) {
			listener.handlers.onFailure(error);
		} else {
			// Otherwise Node would treat a truncated body that ends with the connection as complete.
			response?.destroy(error);
		}
	});
	upstream.on('close', () => {
		// Checked first: every request closes, and creating an error is expensive.
		if (listener.isCurrent && !listener.isDetached) {
			listener.handlers.onFailure(new Error('closed without a response'));
		}
	});
};
