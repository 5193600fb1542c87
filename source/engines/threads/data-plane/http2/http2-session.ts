import {Buffer} from 'node:buffer';
import {constants, performServerHandshake, type IncomingHttpHeaders, type ServerHttp2Session, type ServerHttp2Stream} from 'node:http2';
import type {Socket} from 'node:net';
import {Deadline} from '../../../../node-http/deadline.js';
import type {ClientConnectionSettings} from '../../../../model/wire-settings.js';
import type {UpgradeRequest} from '../forwarding/protocol-switch.js';
import {keepAliveReserveMs} from '../clients/keep-alive-reserve.js';
import {sessionOptions, sessionWindowBytes} from './session-limits.js';
import {isWebSocket, StreamRequest} from './stream-request.js';
import {StreamResponse} from './stream-response.js';

const {NGHTTP2_NO_ERROR} = constants;

/** Announced before the real end, so that streams in transit are still served (RFC 9113 §6.8). */
const highestStreamId = 0x7F_FF_FF_FF;
/** For the answer to a PING, which comes after the streams in transit. */
const lastStreamsMs = 500;

const ignore = (): void => {};

export type Http2SessionHandlers = {
	onStream(request: StreamRequest, response: StreamResponse, upgrade?: UpgradeRequest): void;
	onClosed(session: Http2Session): void;
};

export type SessionTimes = Pick<ClientConnectionSettings, 'headerTimeoutMs' | 'keepAliveTimeoutMs'>;

/** An HTTP/2 connection of a client. Node has no timeouts for it. */
export class Http2Session {
	readonly #socket: Socket;
	readonly #session: ServerHttp2Session;
	readonly #handlers: Http2SessionHandlers;
	readonly #times: () => SessionTimes;
	/** Until the client's first SETTINGS, then between two streams. */
	readonly #silence = new Deadline();
	#streams = 0;
	#isEnding = false;

	constructor(socket: Socket, times: () => SessionTimes, handlers: Http2SessionHandlers) {
		this.#socket = socket;
		this.#times = times;
		this.#handlers = handlers;
		// Unlike one of HTTP/1.1, such a client has left when it ends its side.
		socket.allowHalfOpen = false;
		const session = performServerHandshake(socket, sessionOptions);
		this.#session = session;
		session.setLocalWindowSize(sessionWindowBytes);
		// Followed by 'close'.
		session.on('error', ignore);
		session.on('stream', this.#onStream);
		session.once('remoteSettings', this.#onIdle);
		session.once('close', () => {
			this.#silence.clear();
			handlers.onClosed(this);
		});
		this.#silence.start(this.#destroy, times().headerTimeoutMs);
	}

	get streams(): number {
		return this.#streams;
	}

	/** Takes no further streams, but for those that are in transit; closes with the last. */
	readonly end = (): void => {
		const session = this.#session;
		if (this.#isEnding || session.closed) {
			return;
		}

		this.#isEnding = true;
		session.goaway(NGHTTP2_NO_ERROR, highestStreamId);
		const close = (): void => {
			clearTimeout(timer);
			session.close();
		};

		const timer = setTimeout(close, lastStreamsMs);
		session.once('close', () => {
			clearTimeout(timer);
		});
		session.ping(close);
		this.#onIdle();
	};

	/** Node alone waits for the client's end of a session that it has ended in order. */
	readonly #destroy = (): void => {
		this.#session.destroy();
		this.#socket.destroy();
	};

	readonly #onIdle = (): void => {
		if (this.#streams > 0) {
			return;
		}

		if (this.#isEnding) {
			this.#silence.start(this.#destroy, lastStreamsMs * 2);
			return;
		}

		const {keepAliveTimeoutMs} = this.#times();
		this.#silence.start(this.end, keepAliveTimeoutMs + keepAliveReserveMs(keepAliveTimeoutMs));
	};

	readonly #onStream = (stream: ServerHttp2Stream, headers: IncomingHttpHeaders, _flags: number, rawHeaders: string[]): void => {
		this.#streams++;
		this.#silence.clear();
		const request = new StreamRequest(this.#socket, stream, headers, rawHeaders);
		const response = new StreamResponse(request, stream);
		stream.once('close', () => {
			this.#streams--;
			this.#onIdle();
		});
		this.#handlers.onStream(request, response, isWebSocket(headers) ? {protocol: 'websocket', socket: stream, head: Buffer.alloc(0)} : undefined);
	};
}
