import type {Buffer} from 'node:buffer';
import {randomBytes} from 'node:crypto';
import type {IncomingHttpHeaders, ServerHttp2Stream} from 'node:http2';
import type {Socket} from 'node:net';
import {http} from '../../../../node-http/http.js';
import {http1Fields} from './http1-fields.js';

export const http2Version = '2.0';

/** RFC 6455 §4.1. */
const keyBytes = 16;

/** Whether a stream asks for a WebSocket (RFC 8441 §4), which goes to backends as an upgrade. */
export const isWebSocket = (headers: IncomingHttpHeaders): boolean => headers[':method'] === 'CONNECT' && headers[':protocol'] === 'websocket';

/** The request of an HTTP/2 stream in the form of node:http. Its body is left unread in the stream until it is asked for. */
export class StreamRequest extends http.IncomingMessage {
	override complete: boolean;
	override readonly httpVersion = http2Version;
	/** Of its form: otherwise http-proxy would leave `Connection` out of the request to the backend. */
	override readonly httpVersionMajor = 1;
	override readonly httpVersionMinor = 1;
	readonly authority: string;
	/** Whether its connection was opened for another host, with another certificate. */
	isMisdirected = false;
	readonly #stream: ServerHttp2Stream;
	#isReading = false;

	/** @param socket - Of the client's connection, which carries other streams as well. */
	constructor(socket: Socket, stream: ServerHttp2Stream, headers: IncomingHttpHeaders, rawHeaders: readonly string[]) {
		super(socket);
		const isUpgrade = isWebSocket(headers);
		const hasBody = !stream.endAfterHeaders && !isUpgrade;
		this.#stream = stream;
		this.complete = !hasBody;
		this.method = isUpgrade ? 'GET' : headers[':method']!;
		this.url = headers[':path'] ?? headers[':authority'] ?? '';
		this.headers = headers;
		this.authority = headers[':authority'] ?? headers.host ?? '';
		this.rawHeaders = http1Fields(rawHeaders, hasBody);
		if (isUpgrade) {
			// Not sent by HTTP/2, where it protects from nothing (RFC 8441 §5).
			this.rawHeaders.push('sec-websocket-key', randomBytes(keyBytes).toString('base64'));
		}
	}

	override _read(): void {
		if (!this.#isReading) {
			this.#isReading = true;
			this.#stream.on('data', this.#onData);
			this.#stream.once('trailers', (_trailers, _flags, raw: string[]) => {
				this.rawTrailers = raw;
			});
			this.#stream.once('end', () => {
				this.complete = true;
				this.push(null);
			});
		}

		this.#stream.resume();
	}

	/** The connection stays open for other streams. */
	override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
		callback(error);
	}

	readonly #onData = (chunk: Buffer): void => {
		if (!this.push(chunk)) {
			this.#stream.pause();
		}
	};
}
