import type {Socket} from 'node:net';
import {Http2Session, type Http2SessionHandlers, type SessionTimes} from './http2-session.js';

/** The HTTP/2 connections of a worker's clients. */
export class Http2Sessions {
	readonly #open = new Set<Http2Session>();
	readonly #onStream: Http2SessionHandlers['onStream'];
	#times: SessionTimes;

	constructor(times: SessionTimes, onStream: Http2SessionHandlers['onStream']) {
		this.#times = times;
		this.#onStream = onStream;
	}

	/** Applies to what is waited for next. */
	configure(times: SessionTimes): void {
		this.#times = times;
	}

	/** @param socket - Nothing has been read from it. */
	accept(socket: Socket): void {
		this.#open.add(new Http2Session(socket, () => this.#times, {
			onStream: this.#onStream,
			onClosed: session => {
				this.#open.delete(session);
			},
		}));
	}

	/** Ends those without a stream. */
	closeIdle(): void {
		for (const session of this.#open) {
			if (session.streams === 0) {
				session.end();
			}
		}
	}

	/** Ends each with its last stream. */
	close(): void {
		for (const session of this.#open) {
			session.end();
		}
	}
}
